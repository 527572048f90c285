using System.Text.Json;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Xunit;

namespace Magistral.Text.Tests.ChatTemplates;

/// <summary>Calls that unpack, and macros that take more than their parameters; the texts are jinja2's.</summary>
public sealed class ArgumentTests
{
    private const string Macro = "{% macro m(a, b=7) %}{{ a }}-{{ b }}-{{ varargs }}-{{ kwargs }}{% endmacro %}";

    [Theory]
    [InlineData("{{ m(*[1, 2, 3]) }}", "1-2-(3,)-{}")]
    [InlineData("{{ m(1, *[], c=4) }}", "1-7-()-{'c': 4}")]
    [InlineData("{{ m(**{'b': 2, 'a': 1, 'c': 3}) }}", "1-2-()-{'c': 3}")]
    [InlineData("{{ m(0, *(1, 2), c=3, **{'d': 4}) }}", "0-1-(2,)-{'c': 3, 'd': 4}")]
    [InlineData("{{ m(c=3, *'ab') }}", "a-b-()-{'c': 3}")]
    [InlineData("{{ m(*missing) }}", "-7-()-{}")]
    [InlineData("{{ m(1, a=2) }}", "1-7-()-{'a': 2}")]
    public void Macros_take_what_is_unpacked(string call, string expected) => Assert.Equal(expected, Render(Macro + call));

    [Theory]
    [InlineData("{% macro tag(name) %}<{{ name }}>{{ varargs|join('+') }}{% endmacro %}{% macro forward(f) %}{{ f(*varargs, **kwargs) }}{% endmacro %}{{ forward(tag, 'x', 1, 2) }}", "<x>1+2")]
    [InlineData("{% macro m() %}{{ caller(*varargs) }}{% endmacro %}{% call(x, y) m(1, 2) %}{{ x }}{{ y }}{% endcall %}", "12")]
    [InlineData("{% macro m() %}{{ caller(1, 2, z=3) }}{% endmacro %}{% call(x) m() %}{{ x }}{{ varargs }}{{ kwargs }}{% endcall %}", "1(2,){'z': 3}")]
    [InlineData("{% macro m(kwargs, varargs=5) %}{{ kwargs }}{{ varargs }}{% endmacro %}{{ m(1) }}", "15")]
    [InlineData("{% macro m(caller=none) %}{{ caller }}{% endmacro %}{{ m() }}", "None")]
    [InlineData("{{ range(*[1, 3])|list }}{{ dict(a=2, **{'b': 1}) }}{{ [1, 2]|join(*['-']) }}{{ 3 is divisibleby(*[3]) }}", "[1, 2]{'a': 2, 'b': 1}1-2True")]
    [InlineData("{{ '{} {}'.format(*['a', none]) }} {{ '{x}{{{0!r}}}'.format('y', x=1) }}", "a None 1{'y'}")]
    public void Arguments_are_handed_on(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", "2 arguments")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}", "b that is not known")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}", "a twice")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a=1, **{'a': 2}) }}", "a twice")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a=1, a=2) }}", "a twice")]
    [InlineData("{% macro m(a) %}{{ a }}{{ varargs }}{% endmacro %}{{ m(1, c=2) }}", "c that is not known")]
    [InlineData("{% macro m(a) %}{{ a }}{{ kwargs }}{% endmacro %}{{ m(1, 2) }}", "2 arguments")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(*none) }}", "none cannot be iterated")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(**[1]) }}", "a list after **")]
    [InlineData("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(**{1: 2}) }}", "name of an argument")]
    [InlineData("{{ f(*[1], 2) }}", "follows one with *")]
    [InlineData("{{ f(*[1], *[2]) }}", "second argument has *")]
    [InlineData("{{ f(**{}, a=1) }}", "follows one with **")]
    [InlineData("{{ '{'.format(1) }}", "single {")]
    [InlineData("{{ '{} {}'.format(1) }}", "more places")]
    [InlineData("{{ '{:>4}'.format(1) }}", ":>4")]
    public void What_does_not_fit_is_refused(string template, string named) =>
        Assert.Contains(named, Assert.Throws<ChatTemplateException>(() => Render(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ none|selectattr('a')|list|length }}{{ none|rejectattr('a', 'equalto', 1)|list }}{{ none|select|list }}{{ none|reject|list }}{{ none|map('upper')|list }}{{ false|map(attribute='a')|list }}", "0[][][][][]")]
    [InlineData("{% for x in none|selectattr('a') %}{{ x }}{% else %}nothing{% endfor %}", "nothing")]
    [InlineData("[{{ none[:1] }}{{ 3[1:] }}]", "[]")]
    public void None_is_an_empty_list_where_Jinja_asks_for_truth_first(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{% for x in none %}{% endfor %}")]
    [InlineData("{{ none|list }}")]
    [InlineData("{{ none|length }}")]
    [InlineData("{{ 1 in none }}")]
    [InlineData("{{ [{'a': 1}, {'a': 2}]|sort }}")]
    public void None_is_no_list_elsewhere_and_mappings_have_no_order(string template) => Assert.Throws<ChatTemplateException>(() => Render(template));

    private static string Render(string template) => ChatTemplate.Parse(template).Render(new Dictionary<string, JsonElement>(), TimeProvider.System);
}
