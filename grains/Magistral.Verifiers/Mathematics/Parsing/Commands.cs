using System.Collections.Frozen;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>What LaTeX commands mean.</summary>
internal static class Commands
{
    /// <summary>Commands with a token of their own; the text is the token's.</summary>
    public static FrozenDictionary<string, (TokenKind Kind, string Text)> Tokens { get; } = Build();

    /// <summary>Commands that only move or size ink.</summary>
    public static FrozenSet<string> Ignored { get; } = FrozenSet.Create(
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "boxed", "fbox", "framebox", "underline", "mathstrut", "strut",
        "quad", "qquad", "enspace", "thinspace", "medspace", "thickspace", "negthinspace", "nobreak", "allowbreak", "hfill", "noindent",
        "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "bigm", "mathord", "mathop",
        "rm", "bf", "it", "sf", "tt", "cal", "boldmath", "normalsize", "large", "Large", "small", "tiny", "mathopen", "mathclose", "ensuremath",
        "left", "right", "middle", "$", "#", ",", ";", ":", "!", ">", " ", "/", "-", "&", "phantom");

    /// <summary>Commands whose group is prose.</summary>
    public static FrozenSet<string> Prose { get; } = FrozenSet.Create(
        "text", "textbf", "textit", "textrm", "textsf", "texttt", "textnormal", "textsc", "textup", "emph", "mbox", "hbox");

    /// <summary>Commands that choose a type face for their group.</summary>
    public static FrozenSet<string> TypeFaces { get; } = FrozenSet.Create(
        "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathnormal", "mathcal", "mathscr", "mathfrak", "boldsymbol", "bm", "pmb", "operatorname", "symbf");

    private static FrozenDictionary<string, (TokenKind, string)> Build()
    {
        var tokens = new Dictionary<string, (TokenKind, string)>(StringComparer.Ordinal);
        void Add(TokenKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) tokens[name] = (kind, "");
        }

        void Named(TokenKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) tokens[name] = (kind, name);
        }

        void Alias(TokenKind kind, string text, params ReadOnlySpan<string> names)
        {
            foreach (var name in names) tokens[name] = (kind, text);
        }

        Add(TokenKind.Times, "cdot", "times", "ast", "bullet");
        Add(TokenKind.Divide, "div");
        Add(TokenKind.PlusMinus, "pm");
        Add(TokenKind.MinusPlus, "mp");
        Add(TokenKind.Percent, "%");
        Add(TokenKind.Degree, "circ", "degree", "textdegree");
        Add(TokenKind.Prime, "prime");
        Add(TokenKind.OpenRound, "lparen");
        Add(TokenKind.CloseRound, "rparen");
        Add(TokenKind.OpenSquare, "lbrack");
        Add(TokenKind.CloseSquare, "rbrack");
        Add(TokenKind.OpenSet, "{", "lbrace");
        Add(TokenKind.CloseSet, "}", "rbrace");
        Add(TokenKind.OpenAngle, "langle");
        Add(TokenKind.CloseAngle, "rangle");
        Add(TokenKind.Bar, "vert");
        Alias(TokenKind.Bar, "norm", "|", "Vert");
        Add(TokenKind.OpenAbsolute, "lvert");
        Alias(TokenKind.OpenAbsolute, "norm", "lVert");
        Add(TokenKind.CloseAbsolute, "rvert", "rVert");
        Add(TokenKind.OpenFloor, "lfloor");
        Add(TokenKind.CloseFloor, "rfloor");
        Add(TokenKind.OpenCeiling, "lceil");
        Add(TokenKind.CloseCeiling, "rceil");
        Add(TokenKind.SuchThat, "mid");
        Add(TokenKind.Arrow, "to", "rightarrow", "longrightarrow");
        Add(TokenKind.Colon, "colon", "ratio");
        Add(TokenKind.And, "land", "wedge");
        Add(TokenKind.Or, "lor", "vee");
        Named(TokenKind.Equal, "equiv");
        Add(TokenKind.NotEqual, "ne", "neq");
        Add(TokenKind.Less, "lt");
        Add(TokenKind.LessOrEqual, "le", "leq", "leqslant", "leqq");
        Add(TokenKind.Greater, "gt");
        Add(TokenKind.GreaterOrEqual, "ge", "geq", "geqslant", "geqq");
        Add(TokenKind.Approximately, "approx", "simeq", "cong", "thickapprox");
        Add(TokenKind.ElementOf, "in");
        Add(TokenKind.NotElementOf, "notin");
        Add(TokenKind.Union, "cup", "bigcup");
        Add(TokenKind.Intersection, "cap");
        Add(TokenKind.Difference, "setminus", "backslash", "smallsetminus");
        Add(TokenKind.RowBreak, "\\", "cr", "tabularnewline");

        Alias(TokenKind.Command, "frac", "frac", "dfrac", "tfrac", "cfrac");
        Alias(TokenKind.Command, "binom", "binom", "dbinom", "tbinom");
        Alias(TokenKind.Command, "decorated", "vec", "hat", "tilde", "overrightarrow", "overleftrightarrow", "widehat", "widetilde", "dot", "ddot");
        Alias(TokenKind.Command, "overline", "overline", "bar");
        Alias(TokenKind.Command, "shape", "angle", "triangle", "odot", "square", "measuredangle", "parallelogram");
        Named(TokenKind.Command, "sqrt", "choose", "over", "emptyset", "sum", "prod", "int", "lim", "pmod");
        Alias(TokenKind.Command, "emptyset", "varnothing", "O");
        Alias(TokenKind.Command, "mod", "bmod", "mod");
        Alias(TokenKind.Text, "for all", "forall");

        Named(TokenKind.Function,
            "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "ln", "log", "lg", "exp",
            "gcd", "lcm", "min", "max", "det", "Re", "Im");
        Named(TokenKind.Name,
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho",
            "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon",
            "Phi", "Psi", "Omega", "ell", "hbar", "aleph", "partial", "nabla", "infty", "varpi");
        Alias(TokenKind.Name, "epsilon", "varepsilon");
        Alias(TokenKind.Name, "phi", "varphi");
        Alias(TokenKind.Name, "theta", "vartheta");
        Alias(TokenKind.Name, "rho", "varrho");
        Alias(TokenKind.Name, "sigma", "varsigma");
        Alias(TokenKind.Name, "i", "imath");
        return tokens.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
