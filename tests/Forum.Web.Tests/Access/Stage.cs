using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Reports;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Two forums with cases in every state, the program as in production, and eighteen people who try every door.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    private const string Coordinator = "Maja Ellekilde";
    private readonly Dictionary<(Door Door, Scene Scene), string> numbers = [];
    private readonly Dictionary<string, string> things = [];
    private readonly List<Guid> given = [];
    private int phone = 10;

    private Stage(Neighbourhood here, ForumHost host) => (Here, Host) = (here, host);

    public Neighbourhood Here { get; }

    public ForumHost Host { get; }

    /// <summary>Those who try.</summary>
    public IReadOnlyList<Somebody> Cast { get; private set; } = [];

    /// <summary>The case that nobody changes.</summary>
    public SubmitReportAnswer Standing { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Stage> Set(DatabaseKind kind, SubmitReportRequest? standing = null)
    {
        var here = await Neighbourhood.Found(kind, new Dictionary<string, string?>
        {
            ["Limits:ReportsPerSourceAndTenMinutes"] = "100000", ["Limits:ReportsPerForumAndHour"] = "100000", ["Limits:PicturesPerSourceAndTenMinutes"] = "100000",
            ["Limits:CodesPerSourceAndTenMinutes"] = "100000", ["Limits:CodesPerNumberAndHour"] = "100000", ["Limits:CodesPerSeriesAndHour"] = "100000",
            ["Limits:WrongCodesPerNumberAndHour"] = "100000", ["Limits:CodesPerHour"] = "100000", ["Limits:PasskeysPerSourceAndTenMinutes"] = "100000",
            ["Limits:WrongLinksPerSourceAndTenMinutes"] = "100000",
            // Nobody answers there; whoever is let in is told so.
            ["Oidc:login:Authority"] = "https://127.0.0.1:1", ["Oidc:login:ClientId"] = "tryghedsforum",
            ["Email:Provider"] = "Smtp", ["Email:Host"] = "127.0.0.1", ["Email:Port"] = "1", ["Email:From"] = "forum@tryg.example",
        });
        var stage = new Stage(here, await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?>(PushService.Settings)));
        await stage.Furnish(standing ?? Neighbourhood.Needles("Mejsevænget 11") with { Phone = "95 20 00 01", Words = "Ved sandkassen." });
        await stage.Gather();
        return stage;
    }

    /// <summary>Tries a door.</summary>
    /// <returns>yes, no, sign in, unknown; or what should not happen.</returns>
    public async Task<(string Word, int Status, string Body)> Try(Door door, Somebody who)
    {
        using var answer = await Send(door, who);
        var body = answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/json" ? await answer.Content.ReadAsStringAsync(Cancel) : "";
        if (door.EndsSession) await who.Come(Host, Cancel);
        var leads = answer.Headers.Location is { } to ? new Uri(Host.Address, to).AbsolutePath : null;
        return ((int)answer.StatusCode switch
        {
            401 => "sign in",
            403 => "no",
            404 or 410 => "unknown",
            >= 300 and < 400 when leads == "/log-ind" && !door.Address.StartsWith("/log-ind", StringComparison.Ordinal) => "sign in",
            // A step of the way in that is not this browser's turn leads back to the first one.
            >= 300 and < 400 when leads == "/log-ind" && door.Method == "GET" => "sign in",
            >= 500 or 405 or 415 => $"broken: {(int)answer.StatusCode}",
            _ => "yes",
        }, (int)answer.StatusCode, body);
    }

    /// <summary>Sends what a door asks for.</summary>
    /// <param name="door">The door.</param>
    /// <param name="who">Who stands before it.</param>
    /// <param name="change">The last word on the request.</param>
    /// <param name="instead">Other things than the stage's own, by their placeholder.</param>
    public async Task<HttpResponseMessage> Send(Door door, Somebody who, Action<HttpRequestMessage>? change = null, IReadOnlyDictionary<string, string>? instead = null)
    {
        using var request = await Request(door, who, instead);
        change?.Invoke(request);
        return await who.Http.SendAsync(request, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Here.DisposeAsync();
    }

    /// <summary>A case that is in the state that the door needs; each door has its own.</summary>
    public async Task<SubmitReportAnswer> Case(Scene scene)
    {
        var sent = await Here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Email = "nabo@asta.example" });
        if (scene is Scene.Taken) await Here.Do((AcceptPickup accept) => accept.Run(Here.As("Tove Brink"), sent.Number, null, Cancel));
        if (scene is Scene.Seen or Scene.Proposed) await Here.Do((AcknowledgeReport see) => see.Run(Here.As("Rune Askholt"), sent.Number, null, Cancel));
        if (scene is Scene.Proposed) await Propose(sent.Number);
        if (scene is Scene.Unordered) await Here.Do((CancelPickup cancel) => cancel.Run(Here.As("Rune Askholt"), sent.Number, null, Cancel));
        if (scene is Scene.Merged) await Here.Do((MergeReports merge) => merge.Run(Here.As("Rune Askholt"), sent.Number, new(Own("whole")), null, Cancel));
        return sent;
    }

    /// <summary>The placeholders of a door.</summary>
    public static IEnumerable<string> Asks(Door door) =>
        Placeholder().Matches(string.Join(' ', [Address(door.Address), door.Json ?? "", .. door.Fields.Select(field => field.Value)])).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>One of the stage's own things.</summary>
    public string Own(string name) => things[name];

    private async Task<HttpRequestMessage> Request(Door door, Somebody who, IReadOnlyDictionary<string, string>? instead)
    {
        var request = new HttpRequestMessage(new(door.Method), await Filled(Address(door.Address), door, who, instead, Uri.EscapeDataString));
        if (who.Secret is { } secret && door.IsInterface) request.Headers.Add("Case-Secret", secret);
        if (door.Json is { } json) request.Content = new StringContent(await Filled(json, door, who, instead), Encoding.UTF8, "application/json");
        else if (door.Address.EndsWith("/pictures", StringComparison.Ordinal)) request.Content = new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } };
        else if (door.Address.EndsWith("/billede", StringComparison.Ordinal)) request.Content = new MultipartFormDataContent
        {
            { new StringContent(who.FormToken), "__RequestVerificationToken" },
            { new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } }, "picture", "billede.png" },
        };
        else if (door.IsPost && !door.IsInterface)
        {
            List<(string, string)> fields = [];
            foreach (var (name, value) in door.Fields) fields.Add((name, await Filled(value, door, who, instead)));
            request.Content = who.Form(fields);
        }

        return request;
    }

    private static string Address(string template) => Constraint().Replace("/" + template.TrimStart('/'), "{$1}");

    private async Task<string> Filled(string text, Door door, Somebody who, IReadOnlyDictionary<string, string>? instead, Func<string, string>? escape = null)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList())
        {
            var value = instead?.GetValueOrDefault(name) ?? who.Things.GetValueOrDefault(name) ?? await Thing(name, door);
            text = text.Replace($"{{{name}}}", escape is null ? value : escape(value), StringComparison.Ordinal);
        }

        return text;
    }

    private async Task<string> Thing(string name, Door door) => name switch
    {
        "slug" or "Slug" => "nordvest",
        "number" or "Number" => door.Scene is Scene.Standing ? Standing.Number : numbers.TryGetValue((door, door.Scene), out var known) ? known : numbers[(door, door.Scene)] = (await Case(door.Scene)).Number,
        "proposal" => await Proposal(await Thing("number", door)),
        "month" or "Month" => "2027-01",
        "Version" => "v1",
        "edition" => "1",
        "year" or "Year" => "2027",
        "code" => "400",
        "Category" => "OtherWaste",
        "id" when door.Address.Contains("/teams/", StringComparison.Ordinal) => things["health"],
        "version" => "forkert",
        "documentName" => "v1",
        "link" => things["calendar"],
        "secret" or "Secret" when door.Variant.Length > 0 => new string('x', 27),
        "secret" or "Secret" => Standing.Secret,
        "Invitation" when door.Variant.Length > 0 => new string('x', 27),
        "Invitation" when door.IsPost => (await Invite()).Secret,
        "outside" or "Outside" when door.Variant.Length > 0 => new string('x', 27),
        "Outside" => things["outside"],
        "name" when door.Variant.Length > 0 => "forkert",
        "id" when door.Thing != "id" => things[door.Thing],
        "id" when !door.IsInterface => Guid.NewGuid().ToString(),
        "nn" => phone++ is var at ? (at % 90 + 10).ToString("00", CultureInfo.InvariantCulture) : "",
        "provider" => "login",
        "mail" or "Mail" => await Here.Do((Tryghedsforum.Api.Privacy.FieldCipher cipher) => Task.FromResult(MessageChoice.SecretOf(cipher, Here.Member("Asta Lindvig").Id))),
        "nobody" or "device" => Guid.NewGuid().ToString(),
        _ => things[name],
    };

    /// <summary>Words and a picture of a case are released.</summary>
    public async Task Release(string number, Guid picture, string words)
    {
        await Here.Do((ProposeRelease propose) => propose.Run(Here.As("Rune Askholt"), number, new(words, [new(picture, [0])]), null, Cancel));
        await Here.Do(async (ReleaseCase release) => await release.Run(Here.As(Coordinator), number, new(Guid.Parse(await Proposal(number)), words, true), null, Cancel));
        things["copy"] = (await Here.Do((ReadReleased read) => read.Run(Here.As(Coordinator), Cancel))).Single().Pictures.Single().ToString();
    }

    // Once it is released there is none; then the request names one that there never was.
    private async Task<string> Proposal(string number) => ((await Here.Do((ReadRelease read) => read.Run(Here.As(Coordinator), number, null, Cancel))).Proposal?.Id ?? Guid.Empty).ToString();

    private Task<bool> Propose(string number) => Here.Do((ProposeRelease propose) => propose.Run(Here.As("Rune Askholt"), number, new("Der ligger noget."), null, Cancel));

    private Task<InviteMemberAnswer> Invite() => Here.Do((InviteMember invite) =>
        invite.Run(Here.As(Coordinator), new("Bo Krag", Role.Crew, "Herberget", $"95 20 00 {phone++ % 80 + 10:00}"), null, Cancel));

    private async Task Furnish(SubmitReportRequest standing)
    {
        using var dot = new MemoryStream(ChosenFile.Dot);
        var picture = await Here.Do((AddPicture add) => add.Run(Here.Neighbour, dot, Cancel));
        Standing = await Here.Report(standing with { Pictures = [picture] });
        await Here.Do((AcknowledgeReport see) => see.Run(Here.As("Rune Askholt"), Standing.Number, null, Cancel));
        dot.Position = 0;
        var draft = await Here.Do((AddPicture add) => add.Run(Here.Neighbour, dot, Cancel));
        await using var scope = Host.Services.CreateAsyncScope();
        things["whole"] = (await Case(Scene.Fresh)).Number;
        things["outside"] = (await Here.Do((Api.HandOvers.HandOverCase hand) => hand.Run(Here.As("Rune Askholt"), things["whole"], new("Viceværten", "Vil I se på det?"), null, Cancel))).Secret;
        things["name"] = scope.ServiceProvider.GetRequiredService<ReportSeals>().Of(Here.Forum.Forum.Id, draft);
        things["id"] = picture.ToString();
        await Release(Standing.Number, picture, "Frigivne ord.");
        things["health"] = Here.Team("Sundhedsteamet").ToString();
        things["Key"] = things["key"] = "reporter.answer";
        // What an SMS names in braces stays as it is.
        things["sag"] = "{sag}";
        things["Team"] = things["health"];
        things["Place"] = (await Here.Do((Api.Forums.ReadSettings read) => read.Run(Here.As(Coordinator), Cancel))).Places.Single(place => place.Name == "Herberget").Version!;
        things["Invitation"] = (await Invite()).Secret;
        things["invitation"] = await Offer("Eva Holm", "95 20 00 96");
        var joined = await Invite();
        var phone = await Here.Do((AcceptInvitation accept) => accept.Run(Here.Neighbour, joined.Secret, Cancel));
        things["member"] = (await Here.Do((ReachMember reach) => reach.ByPhone(Here.Forum.Forum.Id, phone, Cancel)))!.MemberId!.Value.ToString();
        var joinedId = Guid.Parse(things["member"]);
        var bo = await Here.Db(db => db.Members.AsNoTracking().SingleAsync(member => member.Id == joinedId, Cancel));
        things["Member"] = Here.Member("Bodil Frost").Id.ToString();
        await Here.Do((MakeSummaries make) => make.Run(Here.Program, new DateOnly(2027, 1, 1), Cancel));
        await Here.Do((PublishSummary publish) => publish.Run(Here.As(Coordinator), new(2027, 1, 1), new(1), null, Cancel));
        await Here.Do((RemakePublicList remake) => remake.Run(Here.Program, Cancel));
        things["calendar"] = await Here.Do((MakeFeed make) => make.Run(Actor.Of(bo), true, null, Cancel));
        foreach (var (name, value) in await Roster("Rune Askholt", "Tove Brink")) things[name] = value;
        things["team"] = things["health"];
        things["deputy"] = await Deputise(7);
        things["another"] = await Deputise(8);
        things["offer"] = await Offer("Mie Holm", "95 20 00 97");
        await Here.Do((TellBarrier tell) => tell.Run(Here.Neighbour, new("Kortet kan ikke nås med tastatur."), null, Cancel));
        things["barrier"] = (await Here.Do((BrowseBarriers browse) => browse.Run(Here.As(Coordinator), Cancel)))[0].Id.ToString();
        things["warning"] = (await Here.Db(async db =>
        {
            var warning = new EarlyWarning { ForumId = Here.Forum.Forum.Id, Category = CategoryCode.NeedleWaste, Monday = new(2027, 1, 11), Days = 14, Count = 4, Usual = 0.5 };
            db.EarlyWarnings.Add(warning);
            await db.SaveChangesAsync(Cancel);
            return warning.Id;
        })).ToString();
        things["victim"] = Here.Member("Ida Falkentoft").Id.ToString();
    }

    // What somebody keeps of the own team's roster: two shifts and two days, one for the interface and one for the page.
    private async Task<Dictionary<string, string>> Roster(string name, string? colleague = null)
    {
        var (own, day) = (Here.Member(name), new DateOnly(2027, 3, 1));
        foreach (var from in new[] { 18, 20 }) await Here.Do((AddShifts add) => add.Run(Here.As(Coordinator), new(own.Id, [DayOfWeek.Sunday], new(from, phone++ % 60), new(23, 0)), null, Cancel));
        var changes = new List<Guid>();
        foreach (var n in new[] { 0, 1 }) changes.Add(await Here.Do((ChangeDay change) => change.Run(Here.As(Coordinator), new(own.Id, DayChangeKind.Off, day.AddDays(n)), null, Cancel)));
        var shifts = await Here.Db(db => db.Shifts.Where(shift => shift.MemberId == own.Id).OrderByDescending(shift => shift.Id).Select(shift => shift.Id).ToListAsync(Cancel));
        shifts = [.. shifts.Except(given)];
        given.AddRange(shifts);
        return new()
        {
            ["me"] = own.Id.ToString(), ["colleague"] = Here.Member(colleague ?? name).Id.ToString(), ["shift"] = shifts[0].ToString(), ["othershift"] = shifts[1].ToString(),
            ["change"] = changes[0].ToString(), ["otherchange"] = changes[1].ToString(),
        };
    }

    private async Task<Dictionary<string, string>> OwnRoster(string name, string? colleague = null)
    {
        var own = await Roster(name, colleague);
        own["Team"] = own["team"] = Here.Member(name).TeamId!.Value.ToString();
        return own;
    }

    private async Task<string> Offer(string name, string phone)
    {
        await Here.Do((InviteMember invite) => invite.Run(Here.As(Coordinator), new(name, Role.Crew, "Herberget", phone), null, Cancel));
        return (await Here.Do((BrowseMembers browse) => browse.Run(Here.As(Coordinator), Cancel))).Invitations.Single(open => open.Name == name).Id.ToString();
    }

    // Not yet while people try doors: who deputises is somebody else.
    private async Task<string> Deputise(int months) => (await Here.Do(async (NameDeputy name) => await name.Run(await Here.SignedIn(Coordinator),
        new(Here.Member("Yusuf Karaman").Id, new DateOnly(2027, 1, 1).AddMonths(months), new DateOnly(2027, 1, 14).AddMonths(months)), null, Cancel))).ToString();

    private async Task Gather()
    {
        Func<Task<Visitor>> As(string name) => () => Here.Browser(Host, name);
        var runs = await Here.Do((AddOperator add) => add.Run(Actor.Program(0), "Viggo Maskinlund", "95 30 00 01", demo: false, Cancel));
        // Their sessions are older than what ended them.
        var (left, revoked) = (await Here.Browser(Host, "Jens Molbæk"), await Here.Browser(Host, Coordinator));
        await Here.Do((EndMembership end) => end.Run(Here.As(Coordinator), Here.Member("Jens Molbæk").Id, null, Cancel));
        await Here.Do((EndSessions end) => end.Run(Here.As(Coordinator), Cancel));
        var (another, foreign) = (await Case(Scene.Fresh), await Here.Report(Neighbourhood.Needles("Æblevej 3"), by: Actor.Anyone(Here.Other.Forum.Id, "")));
        Cast =
        [
            new("unknown"),
            new("resident", Role.Resident) { SignIn = As("Asta Lindvig") },
            new("neighbour rep", Role.NeighbourRep) { SignIn = As("Yusuf Karaman") },
            new("staff", Role.Staff) { SignIn = As("Rune Askholt"), Things = await OwnRoster("Rune Askholt", "Tove Brink") },
            new("crew", Role.Crew) { SignIn = As("Tove Brink"), Things = await OwnRoster("Tove Brink", "Rune Askholt") },
            new("police", Role.Police) { SignIn = As("Lea Stougard"), Things = await OwnRoster("Lea Stougard") },
            new("committee", Role.Committee) { SignIn = As("Henning Krage") },
            new("municipality", Role.Municipality) { SignIn = As("Samira Haddad") },
            new("partner", Role.Partner) { SignIn = As("Bodil Frost") },
            new("coordinator", Role.Coordinator) { SignIn = As(Coordinator), Things = await Roster("Tove Brink", "Rune Askholt") },
            new("overseer", Role.Overseer) { SignIn = As("Grethe Solvang") },
            new("coordinator elsewhere") { RoleElsewhere = Role.Coordinator, SignIn = As("Vibeke Juul") },
            new("staff elsewhere") { RoleElsewhere = Role.Staff, SignIn = As("Marek Zielonka") },
            new("former crew") { SignIn = () => Task.FromResult(left) },
            new("revoked coordinator") { SignIn = () => Task.FromResult(revoked), IsRevoked = true },
            new("operator") { SignIn = () => Host.BrowserOf(runs), IsOperator = true },
            new("holder of the link") { Secret = Standing.Secret },
            new("holder of another link") { Secret = another.Secret },
            new("holder elsewhere") { Secret = foreign.Secret, IsForeign = true },
        ];
        foreach (var one in Cast) await one.Come(Host, Cancel);
    }

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z]+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();
}
