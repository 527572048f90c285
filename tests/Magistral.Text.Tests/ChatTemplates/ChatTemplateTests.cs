using System.Text.Json;
using CsCheck;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Xunit;

namespace Magistral.Text.Tests.ChatTemplates;

public sealed class ChatTemplateTests
{
    private const string Context = """
        {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"What's 2+2? 🙂é"},{"role":"assistant","content":"<think>\nhm\n</think>\n\n4","tool_calls":[{"name":"add","arguments":{"a":2,"b":[1.5,null,true,"x'y"]}}]}],
         "add_generation_prompt":true,"bos_token":"<s>","eos_token":"</s>","n":7,"f":2.5,"s":"hello World-foo (bar)","l":[3,1,2,3],"d":{"b":1,"A":2,"items":5}}
        """;

    [Theory]
    [InlineData("{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }}", "3 -4 2 3.5 1024 0.5")]
    [InlineData("{{ 1e16 }} {{ 1e15 }} {{ 1e-5 }} {{ 0.0001 }} {{ 1.0 }} {{ 10 / 5 }} {{ 1 / 3 }}", "1e+16 1000000000000000.0 1e-05 0.0001 1.0 2.0 0.3333333333333333")]
    [InlineData("{{ [1, 'a', none, true, 1.5] }} {{ (1,) }} {{ {'a': [1, {'b': none}]} }}", "[1, 'a', None, True, 1.5] (1,) {'a': [1, {'b': None}]}")]
    [InlineData("""{{ ["it's", 'say "x"', "\n\\"] }}""", """["it's", 'say "x"', '\n\\']""")]
    [InlineData("{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ n == 7.0 }} {{ 3 in l }} {{ 'ell' in s }} {{ 3 not in l }} {{ n is not none }}", "True False True True True False True")]
    [InlineData("{{ 'a' ~ 1 ~ none ~ 1.0 }} {{ 'ab' * 3 }} {{ [1] + [2] }} {{ '%s-%d' % ('a', 3) }}", "a1None1.0 ababab [1, 2] a-3")]
    [InlineData("{{ 'a🙂b'|length }} {{ 'a🙂b'[1] }} {{ 'a🙂b'[::-1] }} {{ l[1:] }} {{ l[-1] }} {{ s[:5] }} {{ l[::-2] }}", "3 🙂 b🙂a [1, 2, 3] 3 hello [3, 1]")]
    [InlineData("{{ s|upper }}|{{ s|title }}|{{ s.title() }}|{{ s|capitalize }}", "HELLO WORLD-FOO (BAR)|Hello World-Foo (Bar)|Hello World-Foo (Bar)|Hello world-foo (bar)")]
    [InlineData("{{ l|sort|join(',') }} {{ l|unique|list }} {{ l|max }} {{ l|sum }} {{ d|dictsort }} {{ ['b','A']|sort }}", "1,2,3,3 [3, 1, 2] 3 9 [('A', 2), ('b', 1), ('items', 5)] ['A', 'b']")]
    [InlineData("{{ messages|map(attribute='role')|join(' ') }} {{ messages|selectattr('role', 'equalto', 'user')|list|length }} {{ messages|rejectattr('tool_calls', 'defined')|map(attribute='role')|list }}", "system user assistant 1 ['system', 'user']")]
    [InlineData("{{ messages[2].tool_calls[0]|tojson }}", """{"name": "add", "arguments": {"a": 2, "b": [1.5, null, true, "x'y"]}}""")]
    [InlineData("{{ {'a': [1], 'b': {}}|tojson(indent=2) }}", "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")]
    [InlineData("{{ 'é<&'|tojson }} {{ 'é'|tojson(ensure_ascii=true) }} {{ [1, 2]|tojson(separators=(',', ':')) }}", """
        "é<&" "\u00e9" [1,2]
        """)]
    [InlineData("{{ x|default('z') }} {{ none|default('z') }} {{ ''|default('z', true) }} {{ x is defined }} [{{ x }}]", "z None z False []")]
    [InlineData("{{ d.items }}", null)]
    [InlineData("{{ d['items'] }} {{ d.get('x', 'y') }} {{ d.keys()|list }} {{ d.items()|list|length }}", "5 y ['b', 'A', 'items'] 3")]
    [InlineData("{{ messages[2].content.split('</think>')[-1].lstrip('\\n') }}", "4")]
    [InlineData("{{ 'a\\nb\\n\\nc'|indent(2) }}", "a\n  b\n\n  c")]
    [InlineData("{{ 2.5|round }} {{ 3.5|round }} {{ '12.7'|int }} {{ 'x'|int(5) }} {{ 3.99|int }}", "2.0 4.0 12 5 3")]
    public void Expressions_render_as_in_Python(string template, string? expected)
    {
        if (expected is null)
            Assert.Throws<ChatTemplateException>(() => Render(template));
        else
            Assert.Equal(expected, Render(template));
    }

    [Theory]
    [InlineData("{% for m in messages %}{{ loop.index }}{{ m.role[0] }}{% if not loop.last %}, {% endif %}{% endfor %}", "1s, 2u, 3a")]
    [InlineData("{% for a, b in d.items() %}{{ a }}={{ b }};{% endfor %}", "b=1;A=2;items=5;")]
    [InlineData("{% for m in messages if m.role == 'user' %}{{ loop.length }}{% else %}none{% endfor %}{% for m in [] %}{% else %}none{% endfor %}", "1none")]
    [InlineData("{% set x = 1 %}{% for i in l %}{% set x = x + i %}{{ x }},{% endfor %}{{ x }}", "4,2,3,4,1")]
    [InlineData("{% set ns = namespace(x=0) %}{% for i in l %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}", "9")]
    [InlineData("{% macro m(a, b=2, c=a) %}{{ a }}-{{ b }}-{{ c }}{% endmacro %}{{ m(1) }}|{{ m(a=5, b=6) }}", "1-2-1|5-6-5")]
    [InlineData("{% macro m(x) %}[{{ caller(x) }}]{% endmacro %}{% call(y) m(3) %}y={{ y }}{% endcall %}", "[y=3]")]
    [InlineData("{% macro f(k) %}{% if k > 0 %}{{ k }}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", "321")]
    [InlineData("{% set t | upper %}a{{ n }}b{% endset %}[{{ t }}]{% filter upper %}x{% endfilter %}{% with a=1 %}{{ a }}{% endwith %}", "[A7B]X1")]
    [InlineData("{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}", "0134")]
    [InlineData("{% generation %}hi{% endgeneration %}{% raw %}{{ x }}{% endraw %}{# gone #}", "hi{{ x }}")]
    public void Statements_do_what_Jinjas_do(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("  {% if true %}\n  a\n  {% endif %}\nb\n", "  a\nb")]
    [InlineData("  {%- if true -%}\n  a\n  {%- endif +%}\nb\n\n", "a\nb\n")]
    [InlineData("x  {%+ if true %}\n a {% endif %}  \n", "x   a   ")]
    [InlineData("{{ 'a' }}\n{{ 'b' }}\n", "a\nb")]
    [InlineData("a\r\nb\r{% if true %}\r\nc{% endif %}", "a\nb\nc")]
    [InlineData("\n  {# comment #}  \n x", "\n  \n x")]
    [InlineData("{{- ' a' -}}  b  {{- 'c' }}", " abc")]
    public void White_space_goes_where_transformers_lets_it_go(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("\n\n{{ 1 + }}", 3, "'}}'")]
    [InlineData("a\n{% include 'x' %}", 2, "include")]
    [InlineData("{% do l.append(1) %}", 1, "do")]
    [InlineData("\n{{ s|nosuch }}", 2, "nosuch")]
    [InlineData("\n{{ s is nosuch }}", 2, "nosuch")]
    [InlineData("{% for m in messages %}\n\n{{ m.content", 3, "{{")]
    [InlineData("{% if true %}", 1, "if")]
    [InlineData("{{ l.append(1) }}", 1, "append")]
    [InlineData("{{ foo.bar }}", 1, "foo")]
    [InlineData("{{ foo() }}", 1, "foo")]
    [InlineData("{{ 1 + 'a' }}", 1, "+")]
    [InlineData("{{ 1 // 0 }}", 1, "0")]
    [InlineData("{{ ''.__class__() }}", 1, "__class__")]
    [InlineData("\n\n\n{{ raise_exception('roles must alternate') }}", 4, "roles must alternate")]
    [InlineData("{{ (1 }}", 1, "'}' stands where ')'")]
    [InlineData("{{ 1) }}", 1, "nothing is open")]
    [InlineData("{{ 'a }}", 1, "'")]
    [InlineData("{{ $ }}", 1, "$")]
    public void An_error_names_the_line_and_the_construct(string template, int line, string named)
    {
        var error = Assert.Throws<ChatTemplateException>(() => Render(template));
        Assert.Equal(line, error.Line);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{{ 'a' * 1000000000000 }}")]
    [InlineData("{% set ns = namespace(x='aaaa') %}{% for i in range(80) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(80) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% for i in range(100000) %}{% for j in range(1000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}")]
    [InlineData("{{ range(10000000) }}")]
    [InlineData("{{ 'a'.ljust(1000000000) }}")]
    [InlineData("{{ 9223372036854775807 + 1 }}")]
    public void A_template_can_neither_hang_nor_exhaust_the_process(string template) => Assert.Throws<ChatTemplateException>(() => Render(template));

    [Fact]
    public void Brackets_nested_without_end_are_refused() => Assert.Throws<ChatTemplateException>(() => Render("{{ " + new string('(', 100_000) + "1"));

    [Fact]
    public void Any_text_renders_or_is_refused_with_an_error_of_ours() => Gen.OneOfConst(
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "if ", "for ", "in ", "set ", "endif", "endfor", "x", "messages", "[", "]", "(", ")", ".", "|", "tojson", "'a'", "1", "~", "+", "==", " ", "\n", "is ", "not ", "else", "{", "}", ":", ",", "loop").Array[0, 14].Select(string.Concat).Sample(text =>
    {
        try
        {
            Render(text);
        }
        catch (ChatTemplateException error)
        {
            Assert.InRange(error.Line, 1, text.Count(character => character == '\n') + 1);
        }
    });

    [Fact]
    public void The_date_comes_from_the_clock() =>
        Assert.Equal("05 Mar 2024, 5", ChatTemplate.Parse("{{ strftime_now('%d %b %Y, %-d') }}").Render(new Dictionary<string, JsonElement>(), new StoppedClock()));

    private static string Render(string template)
    {
        using var context = JsonDocument.Parse(Context);
        return ChatTemplate.Parse(template).Render(context.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value), TimeProvider.System);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2024, 3, 5, 12, 0, 0, TimeSpan.Zero);
    }
}
