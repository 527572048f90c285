namespace Magistral.Client.Tests.Specs;

public sealed class YamlFaultTests
{
    [Theory]
    [InlineData("", "spec.yaml:1:1: the spec is empty: write settings as key: value")]
    [InlineData("# only a comment\n", "spec.yaml:2:1: the spec is empty: write settings as key: value")]
    [InlineData("---\n", "spec.yaml:2:2: the spec is empty: write settings as key: value")]
    [InlineData("just text", "spec.yaml:1:1: the text 'just text' stands where settings are expected: write settings as key: value")]
    [InlineData("- a\n- b\n", "spec.yaml:1:1: a list stands where settings are expected: write settings as key: value")]
    public void A_text_that_holds_no_settings_says_what_it_holds(string yaml, string line) => Faults.Expect(line, yaml);

    [Theory]
    [InlineData("name: a\nrl: [1, 2\nseed: 3\n")]
    [InlineData("name: \"a\nseed: 3\n")]
    [InlineData("name: a\n  seed: 3\n")]
    [InlineData("name: a\n\tseed: 3\n")]
    [InlineData("name: @a\n")]
    [InlineData("a: b: c\n")]
    public void A_text_that_is_not_yaml_is_told_in_one_line_with_its_place(string yaml)
    {
        var fault = Faults.Only(yaml);
        Assert.StartsWith("this is not YAML: ", fault.Fault.What, StringComparison.Ordinal);
        Assert.InRange(fault.Location.Line, 1, 4);
        Assert.DoesNotContain('\n', fault.ToString());
    }

    [Fact]
    public void A_second_document_is_a_fault() =>
        Faults.Expect("spec.yaml:15:1: a second document begins here: a run spec is one document: remove the rest", Tiny.Yaml + "---\nname: b\n");

    [Fact]
    public void Anchors_and_aliases_are_faults()
    {
        var faults = Faults.Of(Tiny.With("seed: 7", "seed: &s 7\nevaluation: { problems: *s }")).Select(fault => fault.ToString()).ToList();
        Assert.Contains("spec.yaml:2:7: seed: the anchor &s is not supported: remove it and write values out", faults);
        Assert.Contains("spec.yaml:3:25: evaluation.problems: the alias *s is not supported: write the value out", faults);
    }

    [Fact]
    public void Tags_are_faults() =>
        Assert.Contains("is not supported", Faults.Of(Tiny.With("seed: 7", "seed: !!int 7"))[0].Fault.What, StringComparison.Ordinal);

    [Fact]
    public void A_list_cannot_be_a_key() =>
        Faults.Expect("spec.yaml:2:3: a list stands where a key is expected: write a key such as seed", Tiny.With("seed: 7", "? [a]\n: 7"));

    [Fact]
    public void Deep_nesting_is_a_fault_and_not_a_crash() =>
        Faults.Expect("spec.yaml:1:18: values are nested too deeply: a run spec has 16 levels at most", new string('[', 200_000));

    [Fact]
    public void Control_characters_of_the_user_do_not_reach_the_terminal() =>
        Assert.DoesNotContain(Faults.Only(Tiny.With("seed: 7", "seed: \"\\e[31mred\\n\"")).ToString(), char.IsControl);
}
