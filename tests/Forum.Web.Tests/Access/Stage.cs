using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Reports;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Two forums with cases in every state, the program as in production, and seventeen people who try every door.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    private const string Coordinator = "Maja Ellekilde";
    private readonly Dictionary<(Door Door, Scene Scene), string> numbers = [];
    private readonly Dictionary<string, string> things = [];
    private int phone = 10;

    private Stage(Neighbourhood here, ForumHost host) => (Here, Host) = (here, host);

    public Neighbourhood Here { get; }

    public ForumHost Host { get; }

    /// <summary>Those who try.</summary>
    public IReadOnlyList<Somebody> Cast { get; private set; } = [];

    /// <summary>The case that nobody changes.</summary>
    public SubmitReportAnswer Standing { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Stage> Set(DatabaseKind kind)
    {
        var here = await Neighbourhood.Found(kind, new Dictionary<string, string?>
        {
            ["Limits:ReportsPerSourceAndTenMinutes"] = "100000", ["Limits:ReportsPerForumAndHour"] = "100000", ["Limits:PicturesPerSourceAndTenMinutes"] = "100000",
            ["Limits:CodesPerSourceAndTenMinutes"] = "100000", ["Limits:CodesPerNumberAndHour"] = "100000", ["Limits:CodesPerSeriesAndHour"] = "100000",
            ["Limits:WrongCodesPerNumberAndHour"] = "100000", ["Limits:CodesPerHour"] = "100000", ["Limits:PasskeysPerSourceAndTenMinutes"] = "100000",
        });
        var stage = new Stage(here, await here.Serve(clock: here.Clock));
        await stage.Furnish();
        await stage.Gather();
        return stage;
    }

    /// <summary>Tries a door.</summary>
    /// <returns>yes, no, sign in, unknown; or what should not happen.</returns>
    public async Task<(string Word, int Status, string Body)> Try(Door door, Somebody who)
    {
        using var request = await Request(door, who);
        using var answer = await who.Http.SendAsync(request, Cancel);
        var body = answer.Content.Headers.ContentType?.MediaType is "text/html" ? await answer.Content.ReadAsStringAsync(Cancel) : "";
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

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Here.DisposeAsync();
    }

    /// <summary>A case that is in the state that the door needs; each door has its own.</summary>
    public async Task<SubmitReportAnswer> Case(Scene scene)
    {
        var sent = await Here.Report(Neighbourhood.Needles("Mejsevænget 11"));
        if (scene is Scene.Taken) await Here.Do((AcceptPickup accept) => accept.Run(Here.As("Tove Brink"), sent.Number, null, Cancel));
        if (scene is Scene.Unordered) await Here.Do((CancelPickup cancel) => cancel.Run(Here.As("Rune Askholt"), sent.Number, null, Cancel));
        return sent;
    }

    private async Task<HttpRequestMessage> Request(Door door, Somebody who)
    {
        var request = new HttpRequestMessage(new(door.Method), await Filled(Address(door.Address), door, Uri.EscapeDataString));
        if (who.Secret is { } secret && door.IsInterface) request.Headers.Add("Case-Secret", secret);
        if (door.Json is { } json) request.Content = new StringContent(await Filled(json, door), Encoding.UTF8, "application/json");
        else if (door.Address.EndsWith("/pictures", StringComparison.Ordinal)) request.Content = new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } };
        else if (door.Address.EndsWith("/billede", StringComparison.Ordinal)) request.Content = new MultipartFormDataContent
        {
            { new StringContent(who.FormToken), "__RequestVerificationToken" },
            { new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } }, "picture", "billede.png" },
        };
        else if (door.IsPost && !door.IsInterface)
        {
            List<(string, string)> fields = [];
            foreach (var (name, value) in door.Fields) fields.Add((name, await Filled(value, door)));
            request.Content = who.Form(fields);
        }

        return request;
    }

    private static string Address(string template) => Constraint().Replace("/" + template.TrimStart('/'), "{$1}");

    private async Task<string> Filled(string text, Door door, Func<string, string>? escape = null)
    {
        foreach (var name in Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList())
        {
            var value = await Thing(name, door);
            text = text.Replace($"{{{name}}}", escape is null ? value : escape(value), StringComparison.Ordinal);
        }

        return text;
    }

    private async Task<string> Thing(string name, Door door) => name switch
    {
        "slug" or "Slug" => "nordvest",
        "number" or "Number" => door.Scene is Scene.Standing ? Standing.Number : numbers.TryGetValue((door, door.Scene), out var known) ? known : numbers[(door, door.Scene)] = (await Case(door.Scene)).Number,
        "month" or "Month" => "2027-01",
        "code" => "400",
        "documentName" => "v1",
        "secret" or "Secret" when door.Variant.Length > 0 => new string('x', 27),
        "secret" or "Secret" => Standing.Secret,
        "Invitation" when door.Variant.Length > 0 => new string('x', 27),
        "Invitation" when door.IsPost => (await Invite()).Secret,
        "name" when door.Variant.Length > 0 => "forkert",
        "id" when !door.IsInterface => Guid.NewGuid().ToString(),
        "nn" => phone++ is var at ? (at % 90 + 10).ToString("00", CultureInfo.InvariantCulture) : "",
        "nobody" => Guid.NewGuid().ToString(),
        _ => things[name],
    };

    private Task<InviteMemberAnswer> Invite() => Here.Do((InviteMember invite) =>
        invite.Run(Here.As(Coordinator), new("Bo Krag", Role.Crew, "Herberget", $"95 20 00 {phone++ % 80 + 10:00}"), null, Cancel));

    private async Task Furnish()
    {
        using var dot = new MemoryStream(ChosenFile.Dot);
        var picture = await Here.Do((AddPicture add) => add.Run(Here.Neighbour, dot, Cancel));
        Standing = await Here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Pictures = [picture], Phone = "95 20 00 01", Words = "Ved sandkassen." });
        await Here.Do((AcknowledgeReport see) => see.Run(Here.As("Rune Askholt"), Standing.Number, null, Cancel));
        dot.Position = 0;
        var draft = await Here.Do((AddPicture add) => add.Run(Here.Neighbour, dot, Cancel));
        await using var scope = Host.Services.CreateAsyncScope();
        things["name"] = scope.ServiceProvider.GetRequiredService<ReportSeals>().Of(Here.Forum.Forum.Id, draft);
        things["id"] = picture.ToString();
        things["health"] = Here.Team("Sundhedsteamet").ToString();
        things["Invitation"] = (await Invite()).Secret;
        var offered = await Here.Do((InviteMember invite) => invite.Run(Here.As(Coordinator), new("Mie Holm", Role.Crew, "Herberget", "95 20 00 97"), null, Cancel));
        things["offer"] = (await Here.Do((BrowseMembers browse) => browse.Run(Here.As(Coordinator), Cancel))).Invitations.Single(open => open.Name == "Mie Holm").Id.ToString();
        things["victim"] = Here.Member("Ida Falkentoft").Id.ToString();
        Assert.NotNull(offered);
    }

    private async Task Gather()
    {
        Func<Task<Visitor>> As(string name) => () => Here.Browser(Host, name);
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
            new("staff", Role.Staff) { SignIn = As("Rune Askholt") },
            new("crew", Role.Crew) { SignIn = As("Tove Brink") },
            new("police", Role.Police) { SignIn = As("Lea Stougard") },
            new("committee", Role.Committee) { SignIn = As("Henning Krage") },
            new("municipality", Role.Municipality) { SignIn = As("Samira Haddad") },
            new("partner", Role.Partner) { SignIn = As("Bodil Frost") },
            new("coordinator", Role.Coordinator) { SignIn = As(Coordinator) },
            new("coordinator elsewhere") { SignIn = As("Vibeke Juul") },
            new("staff elsewhere") { SignIn = As("Marek Zielonka") },
            new("former crew") { SignIn = () => Task.FromResult(left) },
            new("revoked coordinator") { SignIn = () => Task.FromResult(revoked) },
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
