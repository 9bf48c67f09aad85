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
    public async Task Production_without_a_setting_that_it_needs_does_not_start_and_says_which(string missing, string sentence) =>
        Assert.StartsWith(sentence, await Refusal(new() { Environment = "Production", Settings = new Dictionary<string, string?> { [missing] = "" } }), StringComparison.Ordinal);

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start() =>
        Assert.StartsWith("Proxies: den store is neither an address nor a network", await Refusal(new() { Settings = new Dictionary<string, string?> { ["Proxies"] = "127.0.0.1, den store" } }), StringComparison.Ordinal);

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
            db.Forums.Add(new() { Slug = "fjordby", Name = "Fjordby", Quarter = "kvarteret", CasePrefix = "FJ", Telephone = "95 30 00 10", SmsNumber = "+4595300000" });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.StartsWith("This database holds a real forum", await Refusal(new() { Existing = real.Database }), StringComparison.Ordinal);
        await using var again = await ForumHost.StartAsync(new() { Environment = "Production", Existing = real.Database });
    }

    [Fact]
    public void The_reason_is_printed_without_a_stack() => Assert.Equal("A sentence.", new CannotStart("A sentence.").ToString());

    // A host that does start is taken down again, and fails the test.
    private static async Task<string> Refusal(ForumHostOptions options) =>
        (await Assert.ThrowsAsync<CannotStart>(async () => await (await ForumHost.StartAsync(options)).DisposeAsync())).ToString();
}
