using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Forums;

public sealed class FoundForumTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ForumFoundation Fjordby { get; } = new()
    {
        Slug = "fjordby", Name = "Fjordby", Quarter = "kvarteret", CasePrefix = "FJ", Telephone = "95 30 00 10", SmsNumber = "95 30 00 00", SouthWest = "55.1,10.1", NorthEast = "55.2,10.2", IsDemo = true,
        Teams = [new("Klinikken", Receives: true), new("Vognen", Fetches: true)],
        Categories = [.. Enum.GetValues<CategoryCode>().Select(code => new CategoryFoundation(code, "Klinikken", code == CategoryCode.NeedleWaste ? 1 : null, NeedsPickup: code == CategoryCode.NeedleWaste))],
        GroundRules = [new([CategoryCode.NeedleWaste], [Ground.Street, Ground.Yard], "Klinikken", "Vognen", "Klinikken")],
        Streets = [new("Skolegyden", "55.1,10.1;55.15,10.15", "Skolegyde", "4=55.11,10.11")],
        Places = [new(PlaceKind.Playground, "Legepladsen", "55.11,10.11")],
    };

    [Theory, BothDatabases]
    public async Task A_founded_forum_has_its_teams_rules_streets_and_places(DatabaseKind kind)
    {
        await using var installation = await Installation.Make(kind);
        var id = await installation.Found(Fjordby);
        var settings = await installation.Read(id);
        Assert.Equal(("fjordby", "+4595300000", 55.1, 10.2), (settings.Forum.Slug, settings.Forum.SmsNumber, settings.Forum.South, settings.Forum.East));
        var rule = settings.Rule(CategoryCode.NeedleWaste, Ground.Yard)!;
        Assert.Equal(["Klinikken", "Vognen", "Klinikken"], new[] { rule.ReceivingTeamId, rule.FetchingTeamId, rule.NextTeamId }.Select(team => settings.Team(team)!.Name));
        Assert.Null(settings.Rule(CategoryCode.NeedleWaste, Ground.Indoors));
        Assert.Equal(new GeoPoint(55.11, 10.11), settings.Streets.Single().NumberPoint("4"));
        Assert.Equal((PlaceKind.Playground, 55.11), (settings.Places.Single().Kind, settings.Places.Single().Lat));
    }

    [Theory]
    [InlineData("api", "SlugReserved")]
    [InlineData("log-ind", "SlugReserved")]
    [InlineData("Fjordby", "SlugInvalid")]
    [InlineData("fjord/by", "SlugInvalid")]
    [InlineData("-fjord", "SlugInvalid")]
    [InlineData("fjord\n", "SlugInvalid")]
    [InlineData("æbleby", "SlugInvalid")]
    [InlineData("f", "SlugInvalid")]
    public async Task An_address_that_is_malformed_or_used_by_the_program_is_refused(string slug, string fault) =>
        Assert.Equal(["slug " + fault], await Faults(Fjordby with { Slug = slug }));

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once() => Assert.Equal(
        ["casePrefix CasePrefixInvalid", "smsNumber PhoneInvalid", "timeZone ValueUnknown", "area PointInvalid", "categories CategoryMissing", "groundRules TeamUnknown", "streets PointInvalid", "places PointInvalid"],
        await Faults(Fjordby with
        {
            CasePrefix = "fj", SmsNumber = "1", TimeZone = "Mars/Olympus", NorthEast = "", Categories = [.. Fjordby.Categories.Skip(1)], GroundRules = [new([CategoryCode.NeedleWaste], [Ground.Street], "Nogen")],
            Streets = [new("Skolegyden", "her")], Places = [new(PlaceKind.Bin, "Spanden", "91,0")],
        }));

    [Theory, BothDatabases]
    public async Task Two_forums_share_neither_address_nor_prefix_nor_number(DatabaseKind kind)
    {
        await using var installation = await Installation.Make(kind);
        await installation.Found(Fjordby);
        Assert.Equal(["slug SlugTaken", "casePrefix CasePrefixTaken", "smsNumber SmsNumberTaken"], await installation.Refusal(Fjordby));
        Assert.Equal(["smsNumber SmsNumberTaken"], await installation.Refusal(Fjordby with { Slug = "andenby", CasePrefix = "AN", SmsNumber = "+45 95 30 00 00" }));
        await installation.Found(Fjordby with { Slug = "andenby", CasePrefix = "AN", SmsNumber = "95 30 00 01" });
    }

    [Fact]
    public async Task Only_the_operator_founds_a_forum()
    {
        await using var installation = await Installation.Make(DatabaseKind.Sqlite);
        var refused = await Assert.ThrowsAsync<Refused>(() => installation.Use<FoundForum, int>(found => found.Run(Actor.Anyone(1, ""), Fjordby, Cancel)));
        Assert.Equal(RefusalCode.SignIn, refused.Code);
    }

    [Theory, BothDatabases]
    public async Task A_new_member_is_known_by_the_number_which_is_nowhere_in_plain(DatabaseKind kind)
    {
        await using var installation = await Installation.Make(kind);
        var forum = Actor.Program(await installation.Found(Fjordby));
        var member = await installation.Use<AddMember, Member>(add => add.Run(forum, new("Ane Fjord", Role.Crew, "Vognen", "95 30 00 21", IsDemo: true), Cancel));
        var actor = await installation.Use<ReachMember, Actor?>(reach => reach.ByPhone(forum.ForumId, "+4595300021", Cancel));
        Assert.Equal((member.Id, Role.Crew, member.TeamId), (actor!.MemberId, actor.Role, actor.TeamId));
        var person = await installation.Use<ForumDb, Person>(db => db.Users.SingleAsync(Cancel));
        Assert.True(person.IsDemo);
        Assert.DoesNotContain("95300021", System.Text.Encoding.UTF8.GetString(person.PhoneSealed!) + person.PhoneHash + person.UserName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ukendt", "95 30 00 21", "team TeamUnknown")]
    [InlineData("Vognen", "12", "phone PhoneInvalid")]
    public async Task A_member_needs_a_team_of_the_forum_and_a_number_that_is_one(string team, string phone, string fault)
    {
        await using var installation = await Installation.Make(DatabaseKind.Sqlite);
        var forum = Actor.Program(await installation.Found(Fjordby));
        var refused = await Assert.ThrowsAsync<Refused>(() => installation.Use<AddMember, Member>(add => add.Run(forum, new("Ane Fjord", Role.Crew, team, phone), Cancel)));
        Assert.Equal([fault], refused.Faults.Select(wrong => $"{wrong.Field} {wrong.Code}"));
        Assert.Equal(0, await installation.Use<ForumDb, int>(db => db.Users.CountAsync(Cancel)));
    }

    private static async Task<IEnumerable<string>> Faults(ForumFoundation foundation)
    {
        await using var installation = await Installation.Make(DatabaseKind.Sqlite);
        return await installation.Refusal(foundation);
    }

    private sealed class Installation(TestDatabase database, ServiceProvider services) : IAsyncDisposable
    {
        public static async Task<Installation> Make(DatabaseKind kind)
        {
            var database = await TestDatabase.CreateAsync(kind);
            var key = Convert.ToBase64String(new byte[32]);
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Database:Kind"] = kind.ToString(), ["Database:Connection"] = database.Settings.Connection, ["Keys:Fields:1"] = key, ["Keys:Lookup"] = key,
            }).Build();
            var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Production" })
                .AddForumApi(configuration).BuildServiceProvider();
            await services.MigrateForumApi(Cancel);
            return new(database, services);
        }

        public async Task<TAnswer> Use<TUseCase, TAnswer>(Func<TUseCase, Task<TAnswer>> use)
            where TUseCase : notnull
        {
            await using var scope = services.CreateAsyncScope();
            return await use(scope.ServiceProvider.GetRequiredService<TUseCase>());
        }

        public Task<int> Found(ForumFoundation foundation) => Use<FoundForum, int>(found => found.Run(Actor.Program(0), foundation, Cancel));

        public Task<ForumSettings> Read(int forum) => Use<ReadForum, ForumSettings>(read => read.ById(forum, Cancel));

        public async Task<IEnumerable<string>> Refusal(ForumFoundation foundation) =>
            (await Assert.ThrowsAsync<Refused>(() => Found(foundation))).Faults.Select(fault => $"{fault.Field} {fault.Code}");

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
