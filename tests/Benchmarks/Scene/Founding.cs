using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications;
using Tryghedsforum.Testing;
using Tryghedsforum.Web;

namespace Tryghedsforum.Benchmarks.Scene;

/// <summary>
/// A database of the program, made by its own use cases: forums with a team that receives and a crew that fetches, staff with sessions, and one case
/// on which a given number of things have happened.
/// </summary>
/// <param name="Folder">Where it lies; copied for every server.</param>
/// <param name="Slugs">The forums.</param>
/// <param name="Case">The number of the case, in the first forum.</param>
/// <param name="Cookies">Sessions of staff of the first forum.</param>
internal sealed record Founding(string Folder, IReadOnlyList<string> Slugs, string Case, IReadOnlyList<string> Cookies)
{
    private const int Staff = 20;

    /// <summary>The two who fetch in a forum, by their numbers.</summary>
    public static IReadOnlyList<string> CrewPhones(int forum) => [$"+4595{forum:0000}01", $"+4595{forum:0000}02"];

    /// <summary>Configuration without which the rows cannot be read.</summary>
    public static IReadOnlyList<string> Keys => TestKeys.Arguments;

    /// <summary>Makes it.</summary>
    /// <param name="environment">Production, or Development for what the simulator carries.</param>
    /// <param name="forums">How many forums.</param>
    /// <param name="events">How many events the case has.</param>
    /// <param name="database">Settings of another database than the file in the folder.</param>
    /// <param name="more">What is made besides.</param>
    public static async Task<Founding> Make(string environment, int forums, int events, IReadOnlyList<string>? database = null, Func<IServiceProvider, Task>? more = null)
    {
        var folder = ProcessFolder.Fresh("founded");
        await using var program = ForumProgram.Build(
            ["--applicationName=Forum.Web", $"--environment={environment}", $"--Data:Folder={folder}", "--PublicUrl=http://localhost", .. environment == "Production" ? ["--Sms:Provider=None"] : Array.Empty<string>(), .. Keys, .. database ?? []],
            builder => builder.Logging.ClearProviders());
        await program.Services.MigrateForumApi(CancellationToken.None);
        await program.Services.PrepareForumNotifications(CancellationToken.None);
        var slugs = Enumerable.Range(0, forums).Select(forum => $"kvarter-{forum}").ToList();
        var staff = new List<Member>();
        foreach (var (forum, slug) in slugs.Index()) staff.AddRange(await Found(program.Services, forum, slug, demo: environment == "Development"));
        var number = await MakeCase(program.Services, staff[0], events);
        var cookies = new List<string>();
        foreach (var one in staff.Take(Staff)) cookies.Add(await NeighbourhoodHost.SessionCookie(program.Services, one.PersonId));
        if (more is not null) await more(program.Services);
        SqliteConnection.ClearAllPools();
        return new(folder, slugs, number, cookies);
    }

    private static async Task<IReadOnlyList<Member>> Found(IServiceProvider services, int forum, string slug, bool demo)
    {
        await using var scope = services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<FoundForum>().Run(Actor.Program(0), Foundation(forum, slug, demo), CancellationToken.None);
        var add = scope.ServiceProvider.GetRequiredService<AddMember>();
        var staff = new List<Member>();
        for (var who = 0; who < (forum == 0 ? Staff : 1); who++)
            staff.Add(await add.Run(Actor.Program(id), new($"Personale {who}", Role.Staff, "Huset", IsDemo: demo), CancellationToken.None));
        foreach (var phone in CrewPhones(forum)) await add.Run(Actor.Program(id), new("Hold", Role.Crew, "Holdet", phone, demo), CancellationToken.None);
        return staff;
    }

    private static ForumFoundation Foundation(int forum, string slug, bool demo) => new()
    {
        Slug = slug, Name = slug, Quarter = "kvarteret", CasePrefix = $"B{(char)('A' + forum / 26)}{(char)('A' + forum % 26)}", Telephone = "95 30 10 00", SmsNumber = $"+459530{forum:0000}",
        SouthWest = "55.69,12.51", NorthEast = "55.72,12.55", IsDemo = demo,
        Teams = [new("Huset", Receives: true), new("Holdet", Fetches: true)],
        Categories = [new(CategoryCode.NeedleWaste, "Huset", 1, PublicLevel.Street, NeedsPickup: true), .. Enum.GetValues<CategoryCode>().Where(code => code != CategoryCode.NeedleWaste).Select(code => new CategoryFoundation(code, "Huset"))],
        GroundRules = [new([CategoryCode.NeedleWaste], [Ground.Street], "Huset", "Holdet")],
        Streets = [new("Langgade", "55.70,12.52;55.71,12.53")],
    };

    private static async Task<string> MakeCase(IServiceProvider services, Member staff, int events)
    {
        await using var scope = services.CreateAsyncScope();
        var use = scope.ServiceProvider;
        var sent = await use.GetRequiredService<SubmitReport>().Run(Actor.Anyone(staff.ForumId, ""), new()
        {
            Ground = Ground.Street, Place = new() { Written = "Langgade 5", Detail = "ved lygtepælen" }, Amount = Amount.TwoToFive, Find = Find.Needles, Words = "Der ligger nogle kanyler", Channel = Channel.Web,
        }, null, CancellationToken.None);
        await use.GetRequiredService<AcknowledgeReport>().Run(Actor.Of(staff), sent.Number, null, CancellationToken.None);
        var holder = (await use.GetRequiredService<FindCase>().BySecret(sent.Secret, "", CancellationToken.None))!;
        var log = use.GetRequiredService<Api.Events.ReadEvents>();
        while ((await log.After(staff.ForumId, 0, events, CancellationToken.None)).Count(e => e.SubjectKind == Api.Events.SubjectKind.Report) is var there && there < events)
        {
            if (there % 2 == 0) await use.GetRequiredService<AddToReport>().Run(holder, $"De ligger der stadig, nu for {there}. gang", null, CancellationToken.None);
            else await use.GetRequiredService<AnswerReport>().Run(Actor.Of(staff), sent.Number, new("Tak, vi kommer i eftermiddag"), null, CancellationToken.None);
        }

        return sent.Number;
    }
}
