using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

public sealed class StartChecksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Keys:Lookup", "Keys:Fields and Keys:Lookup are missing")]
    [InlineData("Keys:Fields:1", "Keys:Fields and Keys:Lookup are missing")]
    [InlineData("PublicUrl", "PublicUrl is missing")]
    [InlineData("Sms:Provider", "Sms:AccountSid and Sms:AuthToken are missing")]
    [InlineData("Keys:Certificate", "Keys:Certificate is missing")]
    public async Task Production_without_a_setting_that_it_needs_does_not_start_and_says_which(string missing, string sentence) =>
        Assert.StartsWith(sentence, await Refusal(new() { Environment = "Production", Settings = new Dictionary<string, string?> { [missing] = "" } }), StringComparison.Ordinal);

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start() =>
        Assert.StartsWith("Proxies: den store is neither an address nor a network", await Refusal(new() { Settings = new Dictionary<string, string?> { ["Proxies"] = "127.0.0.1, den store" } }), StringComparison.Ordinal);

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_setting_that_does_not_exist_stops_the_start_in_any_environment(string environment) =>
        Assert.StartsWith("Limits:ReportPerForumAndHour is no setting", await Refusal(new() { Environment = environment, Settings = new Dictionary<string, string?> { ["Limits:ReportPerForumAndHour"] = "7" } }), StringComparison.Ordinal);

    [Theory, BothDatabases]
    public async Task The_keys_of_cookies_are_sealed_in_the_database_and_read_after_the_certificate_was_changed(DatabaseKind kind)
    {
        await using var before = await ForumHost.StartAsync(new() { Database = kind, Environment = "Production" });
        var page = Protector(before).Protect("kun her");
        Assert.All(await Ring(before), xml => Assert.True(Api.Privacy.KeyRing.IsSealed(xml!)));
        var changed = new Dictionary<string, string?> { ["Keys:Certificate"] = TestKeys.MakeCertificate(), ["Keys:OldCertificates:1"] = TestKeys.Certificate };
        await using var after = await ForumHost.StartAsync(new() { Environment = "Production", Existing = before.Database, Settings = changed });
        Assert.Equal("kun her", Protector(after).Unprotect(page));
        await using var forgotten = await ForumHost.StartAsync(new() { Environment = "Production", Existing = before.Database, Settings = new Dictionary<string, string?> { ["Keys:Certificate"] = changed["Keys:Certificate"] } });
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => Protector(forgotten).Unprotect(page));
    }

    [Fact]
    public async Task A_key_of_cookies_that_nothing_seals_stops_the_start()
    {
        await using var real = await ForumHost.StartAsync(new() { Environment = "Production" });
        await using (var scope = real.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            db.DataProtectionKeys.Add(new() { FriendlyName = "key-old", Xml = "<key><descriptor><masterKey><value>AAAA</value></masterKey></descriptor></key>" });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.StartsWith("The database holds a key of cookies", await Refusal(new() { Environment = "Production", Existing = real.Database }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Production_only_the_programs_own_names_are_answered()
    {
        await using var host = await ForumHost.StartAsync(new() { Environment = "Production", Settings = new Dictionary<string, string?> { ["PublicUrl"] = "https://tryg.example", ["AllowedHosts"] = "*" } });
        foreach (var (name, status) in new[] { ("tryg.example", System.Net.HttpStatusCode.OK), ("localhost", System.Net.HttpStatusCode.OK), ("evil.example", System.Net.HttpStatusCode.BadRequest) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = name } };
            using var answer = await (await host.ClientAsync()).Http.SendAsync(request, Cancel);
            Assert.Equal((name, status), (name, answer.StatusCode));
        }
    }

    [Theory, BothDatabases]
    public async Task What_was_made_for_showing_never_starts_in_Production(DatabaseKind kind)
    {
        await using var demo = await ForumHost.StartAsync(new() { Database = kind });
        Assert.StartsWith("This database was made for showing", await Refusal(new() { Environment = "Production", Existing = demo.Database }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_invented_person_is_enough_to_be_kept_out_of_Production()
    {
        await using var demo = await ForumHost.StartAsync();
        await using (var scope = demo.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ForumDb>().Forums.ExecuteUpdateAsync(forum => forum.SetProperty(f => f.IsDemo, false), Cancel);
        Assert.StartsWith("This database was made for showing", await Refusal(new() { Environment = "Production", Existing = demo.Database }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_forum_never_starts_where_anybody_may_sign_in_as_anybody()
    {
        await using var real = await ForumHost.StartAsync(new() { Environment = "Production" });
        await using (var scope = real.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            db.Forums.Add(new() { Slug = "fjordby", CasePrefix = "FJ", SmsNumber = "+4595300000" });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.StartsWith("This database holds a real forum", await Refusal(new() { Existing = real.Database }), StringComparison.Ordinal);
        await using var again = await ForumHost.StartAsync(new() { Environment = "Production", Existing = real.Database });
    }

    [Fact]
    public void The_reason_is_printed_without_a_stack() => Assert.Equal("A sentence.", new CannotStart("A sentence.").ToString());

    private static IDataProtector Protector(ForumHost host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<List<string?>> Ring(ForumHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ForumDb>().DataProtectionKeys.Select(key => key.Xml).ToListAsync(Cancel);
    }

    // A host that does start is taken down again, and fails the test.
    private static async Task<string> Refusal(ForumHostOptions options) =>
        (await Assert.ThrowsAsync<CannotStart>(async () => await (await ForumHost.StartAsync(options)).DisposeAsync())).ToString();
}
