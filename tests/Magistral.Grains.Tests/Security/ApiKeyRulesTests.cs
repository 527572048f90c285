using Magistral.Contracts;
using Magistral.Contracts.Security;
using Magistral.Grains.Security;
using Xunit;

namespace Magistral.Grains.Tests.Security;

public sealed class ApiKeyRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private readonly ApiKey key = ApiKey.New("mine");

    [Fact]
    public void A_key_that_was_entered_is_admitted_with_what_is_known_of_it() =>
        Assert.Equal(Entry(key), ApiKeyRules.Admit(Table(Entered()), key));

    [Fact]
    public void A_key_entered_again_changes_nothing()
    {
        var keys = Entered();
        Assert.Same(keys, ApiKeyRules.Enter(keys, Entry(key) with { IsOperator = true }, key.Hash));
    }

    [Fact]
    public void A_revoked_key_does_not_hold_even_when_it_is_entered_again()
    {
        var revoked = ApiKeyRules.Revoke(Entered(), key.Id, Now);
        Assert.Equal(Now, Assert.Single(revoked).Entry.RevokedAt);
        Assert.Null(ApiKeyRules.Admit(Table(revoked), key));
        Assert.Same(revoked, ApiKeyRules.Enter(revoked, Entry(key), key.Hash));
    }

    [Fact]
    public void A_key_is_entered_as_one_that_holds() =>
        Assert.Null(Assert.Single(ApiKeyRules.Enter([], Entry(key) with { RevokedAt = Now }, key.Hash)).Entry.RevokedAt);

    [Fact]
    public void A_key_revoked_again_keeps_the_time_of_the_first()
    {
        var revoked = ApiKeyRules.Revoke(Entered(), key.Id, Now);
        Assert.Same(revoked, ApiKeyRules.Revoke(revoked, key.Id, Now.AddDays(1)));
        Assert.Same(revoked, ApiKeyRules.Revoke(revoked, "unknown", Now));
    }

    [Fact]
    public void Revoking_one_key_leaves_the_others()
    {
        var other = ApiKey.New("other");
        var keys = ApiKeyRules.Revoke(ApiKeyRules.Enter(Entered(), Entry(other), other.Hash), key.Id, Now);
        Assert.NotNull(ApiKeyRules.Admit(Table(keys), other));
        Assert.Null(ApiKeyRules.Admit(Table(keys), key));
    }

    [Fact]
    public void Another_key_of_the_same_id_is_refused()
    {
        var other = ApiKey.New("mine");
        var fault = Assert.Throws<MagistralException>(() => ApiKeyRules.Enter(Entered(), Entry(other) with { Id = key.Id }, other.Hash));
        Assert.Equal($"another key has the id {key.Id}: make a new key", fault.Message);
    }

    [Theory]
    [InlineData("Mine", 32)]
    [InlineData("", 32)]
    [InlineData("mine", 31)]
    [InlineData("mine", 33)]
    public void A_tenant_that_cannot_be_and_a_hash_of_another_length_are_refused(string tenant, int hashBytes) =>
        Assert.Equal($"key {key.Id} cannot be entered: give it a tenant of a-z, 0-9 and '-', and a SHA-256",
            Assert.Throws<MagistralException>(() => ApiKeyRules.Enter([], Entry(key) with { Tenant = tenant }, new byte[hashBytes])).Message);

    [Fact]
    public void An_unknown_key_and_one_with_another_secret_are_not_admitted()
    {
        Assert.Null(ApiKeyRules.Admit(Table([]), key));
        var forged = ApiKey.TryParse($"magistral.mine.{key.Id}.{ApiKey.New("mine").Text.Split('.')[^1]}")!;
        Assert.Null(ApiKeyRules.Admit(Table(Entered()), forged));
    }

    [Fact]
    public void A_key_whose_entry_names_another_tenant_is_not_admitted() =>
        Assert.Null(ApiKeyRules.Admit(Table(ApiKeyRules.Enter([], Entry(key) with { Tenant = "other" }, key.Hash)), key));

    private static ApiKeyEntry Entry(ApiKey key) => new(key.Id, key.Tenant, false, DateTimeOffset.UnixEpoch, null);

    private static Dictionary<string, ApiKeyRecord> Table(IReadOnlyList<ApiKeyRecord> keys) => keys.ToDictionary(known => known.Entry.Id);

    private IReadOnlyList<ApiKeyRecord> Entered() => ApiKeyRules.Enter([], Entry(key), key.Hash);
}
