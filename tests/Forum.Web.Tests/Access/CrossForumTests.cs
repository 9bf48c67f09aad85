using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Two forums of one installation know nothing of one another: what is another forum's is answered, to the letter, as what was never there.</summary>
public sealed partial class CrossForumTests
{
    private const string There = "aeblehaven", Coordinator = "Vibeke Juul", Staff = "Marek Zielonka";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_forums_id_number_link_or_picture_is_answered_to_the_letter_as_an_unknown_one()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var members = stage.Cast.Where(one => one.Name is "coordinator elsewhere" or "staff elsewhere").ToList();
        var (wrong, tried) = (new List<string>(), new HashSet<string>());
        foreach (var (door, placeholder) in Naming(stage))
        {
            var theirs = await OwnCase(stage, door.Scene);
            var (real, unknown) = (await Foreign(stage, door, placeholder), Unknown(placeholder));
            foreach (var who in members)
            {
                var (first, second) = (await Answer(stage, door, who, placeholder, real, theirs), await Answer(stage, door, who, placeholder, unknown, theirs));
                if (first != second) wrong.Add($"{door.Name}: {placeholder}: {who.Name}:\n  {first}\n  {second}");
                tried.Add(placeholder);
                if (first.StartsWith("20", StringComparison.Ordinal)) wrong.Add($"{door.Name}: {placeholder}: {who.Name}: done");
            }
        }

        Rule.Holds("It tells the other forum's things from things that never were.", wrong);
        Assert.Superset(new HashSet<string> { "Case-Secret", "Number", "health", "id", "invitation", "member", "Member", "another", "deputy", "name", "number", "offer", "victim" }, tried);
    }

    [Fact]
    public async Task No_page_of_a_forum_shows_anything_of_another()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        string[] marks = [.. await stage.Here.Db(db => db.Reports.Where(r => r.ForumId == stage.Here.Forum.Forum.Id).Select(r => r.Number).ToArrayAsync(Cancel)),
            "Ved sandkassen", "95 20 00 01", "9520 0001", "Herberget", "Sundhedsteamet", "Mejsevænget", "Ørnevej", "Rune Askholt", "Maja Ellekilde", "Mie Holm", stage.Own("id")];
        var wrong = new List<string>();
        var theirs = await OwnCase(stage, Scene.Fresh);
        foreach (var door in MatrixTests.All().Where(door => door.Method == "GET" && door.Variant.Length == 0 && Stage.Asks(door).Any(name => name is "slug" or "Slug")))
            foreach (var who in stage.Cast.Where(one => one.Name is "coordinator elsewhere" or "staff elsewhere" or "unknown" or "coordinator"))
            {
                using var answer = await stage.Send(door, who, null, Things("none", "", theirs));
                var body = await answer.Content.ReadAsStringAsync(Cancel);
                wrong.AddRange(marks.Where(mark => body.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{door.Name}: {who.Name}: {mark}"));
            }

        Rule.Holds("It shows what is another forum's.", wrong);
    }

    [Fact]
    public async Task What_happens_in_a_forum_is_heard_in_no_other()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        var heard = new ConcurrentBag<LiveEvent>();
        var theirs = await here.Report(Neighbourhood.Needles("Æblevej 3", Ground.Yard), Actor.Anyone(here.Other.Forum.Id, ""));
        await using var member = await here.Live(host, Coordinator);
        await using var holder = await here.Live(host);
        foreach (var hub in new[] { member, holder }) hub.On<LiveEvent>("event", heard.Add);
        await member.InvokeAsync<JoinAnswer>("WatchForum", There, null, Cancel);
        await holder.InvokeAsync<JoinAnswer>("WatchCase", theirs.Secret, null, Cancel);
        // A cursor of the one forum says nothing in the other, whoever brings it.
        var cursor = host.Services.GetRequiredService<LiveCursor>().Protect(ReaderKind.Of(here.As("Maja Ellekilde")), 0);
        await using var curious = await here.Live(host, Coordinator);
        Assert.True((await curious.InvokeAsync<JoinAnswer>("WatchForum", There, cursor, Cancel)).Reload);

        await using var scope = host.Services.CreateAsyncScope();
        T Use<T>()
            where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
        var rune = here.As("Rune Askholt");
        var sent = await Use<SubmitReport>().Run(here.Neighbour, Neighbourhood.Needles("Mejsevænget 11"), null, Cancel);
        await Use<AcknowledgeReport>().Run(rune, sent.Number, null, Cancel);
        await Use<AcceptPickup>().Run(rune, sent.Number, null, Cancel);
        await Use<ConfirmCollected>().Run(rune, sent.Number, new(2), null, Cancel);
        await Use<RecordDropOff>().Run(rune, 1, null, Cancel);
        await Use<AcknowledgeReport>().Run(here.Elsewhere(Staff), theirs.Number, null, Cancel);

        var own = await here.Db(db => db.Events.Where(e => e.ForumId == here.Other.Forum.Id).Select(e => e.Id).ToListAsync(Cancel));
        // Both have heard the last thing that happened, and it is the only one of theirs.
        await Eventually.True(() => heard.Count(e => e.Type == nameof(EventType.ReportAcknowledged) || e.Type == "Changed") >= 2);
        Assert.All(heard, e => Assert.Contains(e.Id, own));
    }

    // Every door with something in it that belongs to one forum.
    private static IEnumerable<(Door Door, string Placeholder)> Naming(Stage stage)
    {
        Assert.NotNull(stage);
        string[] things = ["number", "Number", "id", "name", "health", "offer", "victim", "member", "Member", "invitation", "deputy", "another"];
        foreach (var door in MatrixTests.All().Where(door => door.Variant.Length == 0))
        {
            var asks = Stage.Asks(door).ToList();
            if (!asks.Any(name => name is "slug" or "Slug")) continue;
            foreach (var thing in asks.Where(things.Contains)) yield return (door, thing);
            if (door.Policy == Policies.FollowCase && door.IsInterface) yield return (door, "Case-Secret");
        }
    }

    private static async Task<string> Foreign(Stage stage, Door door, string placeholder) => placeholder switch
    {
        "number" or "Number" => (await stage.Case(door.Scene)).Number,
        "Case-Secret" => stage.Standing.Secret,
        _ => stage.Own(placeholder),
    };

    private static string Unknown(string placeholder) => placeholder switch
    {
        "number" or "Number" => "NV-0000",
        "name" => "forkert",
        "Case-Secret" => new string('x', 27),
        _ => Guid.NewGuid().ToString(),
    };

    private static Dictionary<string, string> Things(string placeholder, string value, string ownCase)
    {
        var things = new Dictionary<string, string> { ["slug"] = There, ["Slug"] = There, ["number"] = ownCase, ["Number"] = ownCase };
        things[placeholder] = value;
        return things;
    }

    private static async Task<string> Answer(Stage stage, Door door, Somebody who, string placeholder, string value, string ownCase)
    {
        using var answer = await stage.Send(door, who, request =>
        {
            if (placeholder == "Case-Secret") request.Headers.Add("Case-Secret", value);
        }, Things(placeholder, value, ownCase));
        var headers = string.Join("; ", answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Set-Cookie" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal));
        return $"{(int)answer.StatusCode} {headers} {await answer.Content.ReadAsStringAsync(Cancel)}" is var whole && value.Length > 0
            ? Changing().Replace(whole.Replace(value, "…", StringComparison.Ordinal), "…")
            : "";
    }

    private static async Task<string> OwnCase(Stage stage, Scene scene)
    {
        var sent = await stage.Here.Report(Neighbourhood.Needles("Æblevej 3", Ground.Yard), Actor.Anyone(stage.Here.Other.Forum.Id, ""));
        if (scene is Scene.Taken) await stage.Here.Do((AcceptPickup accept) => accept.Run(stage.Here.Elsewhere(Staff), sent.Number, null, Cancel));
        if (scene is Scene.Unordered) await stage.Here.Do((CancelPickup cancel) => cancel.Run(stage.Here.Elsewhere(Staff), sent.Number, null, Cancel));
        return sent.Number;
    }

    // What differs from answer to answer: the forms' tokens and keys, the cursor, and the number of the request.
    [GeneratedRegex("""CfDJ8[\w-]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|"traceId":"[^"]*"|([0-9a-f]{4} ){3,}[0-9a-f]{1,4}|[A-Z0-9]{13}(:[0-9]+)?""")]
    private static partial Regex Changing();
}
