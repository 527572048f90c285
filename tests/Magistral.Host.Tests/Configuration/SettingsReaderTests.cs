using Magistral.Contracts.Security;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Grains.Runs;
using Magistral.Host.Configuration;
using Magistral.Testing.Storage;
using Microsoft.Extensions.Configuration;

namespace Magistral.Host.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void The_command_line_goes_before_the_file()
    {
        var settings = Read(["--roles", "generator, verifier", "--name", "g1"], ("Magistral:Roles", "trainer"), ("Magistral:Name", "t1"));
        Assert.Equal("g1", settings.Name);
        Assert.Equal(SiloRoles.Generator | SiloRoles.Verifier, SettingsReader.IdentityOf(settings).Roles);
    }

    [Fact]
    public void What_a_run_may_take_is_a_setting() => Assert.Equal(8_000_000_000, Read(["--most-run-bytes", "8000000000"]).MostRunBytes);

    [Fact]
    public void A_silo_without_a_name_is_named_by_machine_and_port() =>
        Assert.Equal($"{Environment.MachineName}-12000", Read(["--silo-port", "12000"]).Name);

    [Theory]
    [InlineData("--roles", "cook", "Roles names 'cook'")]
    [InlineData("--roles", "", "Roles names none")]
    [InlineData("--name", "a/b", "Name 'a/b'")]
    [InlineData("--most-run-bytes", "-1", "MostRunBytes is -1")]
    [InlineData("--silo-port", "70000", "SiloPort 70000")]
    [InlineData("--silo-port", "many", "SiloPort")]
    [InlineData("--address", "here", "Address 'here'")]
    [InlineData("--blobs", "UseDevelopmentStorage=true", "one place")]
    [InlineData("--address", "0.0.0.0", "open to whoever reaches 0.0.0.0")]
    [InlineData("--certificate", "silo.pem", "some of certificate, key and authority")]
    [InlineData("--redis", "127.0.0.1:6379", "cannot share a directory")]
    [InlineData("--folders", "/data,models", "'models', which is no whole path")]
    public void What_a_silo_cannot_do_is_refused_with_the_setting(string option, string value, string said)
    {
        var refused = Assert.Throws<SettingsException>(() => Read([option, value]));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_address_takes_keys_and_TLS_together_or_the_word_insecure()
    {
        string[] wide = ["--address", "10.0.0.5"], keys = ["--require-keys"], tls = ["--certificate", "c.pem", "--certificate-key", "c.key", "--authority", "a.pem"];
        Assert.Throws<SettingsException>(() => Read([.. wide, .. keys]));
        Assert.Throws<SettingsException>(() => Read([.. wide, .. tls]));
        Assert.True(Read([.. wide, .. keys, .. tls]).Security.HasTls);
        Assert.True(Read([.. wide, "--insecure"]).Security.Insecure);
    }

    [Fact]
    public void Specs_name_any_folder_without_keys_and_only_named_ones_with_them()
    {
        var spec = new RunSpec { Model = new ModelSpec { Path = "/data/model" } };
        Assert.Empty(FoldersOf().Check(spec));
        Assert.Single(FoldersOf("--require-keys").Check(spec));
        Assert.Empty(FoldersOf("--require-keys", "--folders", "/data").Check(spec));
        Assert.Single(FoldersOf("--folders", "/srv, /models").Check(spec));

        static SpecFolders FoldersOf(params string[] options) => SettingsReader.FoldersOf(Read(options).Security);
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_in_the_store()
    {
        var store = new InMemoryObjectStore();
        var made = new StringWriter();
        var (words, options) = SecurityHosting.Split(["keys", "create", "lab", "--operator", "--data", "/data"]);
        Assert.Equal(["--data", "/data"], options);
        await SecurityHosting.ChangeKeysAsync(words, store, made);
        var key = ApiKey.TryParse(made.ToString().Trim())!;
        await SecurityHosting.ChangeKeysAsync(["keys", "revoke", key.Id], store, TextWriter.Null);
        var listed = new StringWriter();
        await SecurityHosting.ChangeKeysAsync(["keys", "list"], store, listed);
        Assert.Contains($"{key.Id}  lab  operator", listed.ToString(), StringComparison.Ordinal);
        Assert.Contains("revoked", listed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(made.ToString().Trim().Split('.')[^1], listed.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<SettingsException>(() => SecurityHosting.ChangeKeysAsync(["keys", "eat"], store, TextWriter.Null));
    }

    [Fact]
    public void An_unknown_setting_is_refused_by_name()
    {
        var refused = Assert.Throws<SettingsException>(() => Read([], ("Magistral:Rolls", "trainer")));
        Assert.Contains("Rolls", refused.Message, StringComparison.Ordinal);
    }

    private static HostSettings Read(string[] options, params (string Key, string Value)[] file)
    {
        var given = new Dictionary<string, string?> { ["Magistral:Roles"] = "coordinator", ["Magistral:Storage:Directory"] = "/data" };
        foreach (var (key, value) in file)
            given[key] = value;
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(given).AddCommandLine(SettingsReader.Spelled(options), SettingsReader.Switches).Build());
    }
}
