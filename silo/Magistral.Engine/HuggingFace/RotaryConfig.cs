using Magistral.Engine.Models;

namespace Magistral.Engine.HuggingFace;

/// <summary>Reads rotary positions from a `config.json`: `rope_theta` with `rope_scaling`, or the newer `rope_parameters`.</summary>
internal static class RotaryConfig
{
    private const double DefaultTheta = 10_000;
    private const string TrainedContext = "original_max_position_embeddings";   // some configs say it beside the rule, where it changes nothing without one
    private static readonly HashSet<string> Unused = ["factor", "low_freq_factor", "high_freq_factor", TrainedContext];

    /// <returns>The base of the frequencies, and how they are stretched.</returns>
    /// <exception cref="ModelFolderException">The config asks for another kind of rotary positions, or says two different things.</exception>
    public static (double Theta, RotaryScaling? Scaling) Read(ConfigFile config)
    {
        var old = config.Object("rope_scaling");
        var rope = config.Object("rope_parameters") ?? old;
        var outer = config.Has("rope_theta") ? config.Number("rope_theta") : (double?)null;
        var trained = config.Has(TrainedContext) ? config.Integer(TrainedContext) : (int?)null;
        if (rope is null) return (outer ?? DefaultTheta, null);
        if (old is not null && rope != old) throw config.Unsupported("rope_scaling", "beside rope_parameters", "one of the two");

        var inner = rope.Has("rope_theta") ? rope.Number("rope_theta") : (double?)null;
        if (inner is { } a && outer is { } b && a != b) throw config.Unsupported("rope_theta", $"{b} and {a} at once", "one base");
        var kind = rope.Text("rope_type") ?? rope.Text("type") ?? "default";
        if (rope.Has("type") && rope.Text("type") != kind) throw rope.Unsupported("type", $"{rope.Text("type")} and {kind} at once", "one rule");
        if (rope.Number("partial_rotary_factor", 1) is not 1 and var share) throw rope.Unsupported("partial_rotary_factor", share, "1");
        var scaling = Scaling(rope, kind, trained);
        if (scaling is { Kind: RotaryScalingKind.Llama3 } && trained is { } said && said != scaling.OriginalContext)
            throw config.Unsupported(TrainedContext, $"{said} and {scaling.OriginalContext} at once", "one length");
        rope.RefuseOthers(Unused);
        return (inner ?? outer ?? DefaultTheta, scaling);
    }

    private static RotaryScaling? Scaling(ConfigFile rope, string kind, int? trained) => kind switch
    {
        "default" => null,
        "linear" => new() { Kind = RotaryScalingKind.Linear, Factor = rope.Number("factor") },
        "llama3" => new()
        {
            Kind = RotaryScalingKind.Llama3,
            Factor = rope.Number("factor"),
            LowFrequencyFactor = rope.Number("low_freq_factor"),
            HighFrequencyFactor = rope.Number("high_freq_factor"),
            OriginalContext = rope.Integer(TrainedContext, trained),
        },
        _ => throw rope.Unsupported("rope_type", kind, "the rope_type default, linear or llama3"),
    };
}
