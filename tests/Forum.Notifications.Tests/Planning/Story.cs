using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Somebody of the forum, with a phone.</summary>
internal sealed record Somebody(Actor Actor, string Phone);

/// <summary>
/// A forum of one test's own: the shelter receives and is asked next, the health team fetches first; a police officer, a coordinator, a resident who
/// follows Ørnevej, and a neighbour without account.
/// </summary>
internal sealed class Story
{
    public const string Shelter = "Herberget", Health = "Sundhedsteamet", Police = "Nærpolitiet";
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
    private readonly Dictionary<string, int> seen = [];
    private int phones;

    private Story(Town town, int place, int forum) => (Town, Place, ForumId) = (town, place, forum);

    public Town Town { get; }

    public int ForumId { get; }

    public Somebody Rune { get; private set; } = null!;

    public Somebody Tove { get; private set; } = null!;

    public Somebody Ida { get; private set; } = null!;

    public Somebody Jens { get; private set; } = null!;

    public Somebody Lea { get; private set; } = null!;

    public Somebody Maja { get; private set; } = null!;

    public Somebody Asta { get; private set; } = null!;

    /// <summary>A neighbour without account.</summary>
    public string Bodil { get; private set; } = "";

    public string Number => $"+4595{Place:0000}00";

    private int Place { get; }

    public static DateTimeOffset Local(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), Copenhagen.GetUtcOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified))).ToUniversalTime();

    public static async Task<Story> Found(Town town, int place)
    {
        var foundation = Foundation(place);
        var forum = await town.Do((FoundForum found) => found.Run(Actor.Program(0), foundation, default));
        var story = new Story(town, place, forum);
        story.Rune = await story.Join("Rune Askholt", Role.Staff, Shelter);
        story.Tove = await story.Join("Tove Brink", Role.Crew, Shelter);
        story.Ida = await story.Join("Ida Falkentoft", Role.Staff, Health);
        story.Jens = await story.Join("Jens Molbæk", Role.Crew, Health);
        story.Lea = await story.Join("Lea Stougard", Role.Police, Police);
        story.Maja = await story.Join("Maja Ellekilde", Role.Coordinator, null);
        story.Asta = await story.Join("Asta Lindvig", Role.Resident, null);
        story.Bodil = story.NewPhone();
        await town.Do((FollowStreets follow) => follow.Run(story.Asta.Actor, ["Ørnevej"], null, default));
        return story;
    }

    public async Task<Somebody> Join(string name, Role role, string? team, string? phone = null)
    {
        phone ??= NewPhone();
        return new(Actor.Of(await Do((AddMember add) => add.Run(Actor.Program(ForumId), new(name, role, team, phone, IsDemo: true), default))), phone);
    }

    public string NewPhone() => $"+4595{Place:0000}{++phones:00}";

    public Task<T> Do<TUse, T>(Func<TUse, Task<T>> act)
        where TUse : notnull => Town.Do(act);

    /// <summary>Needles on a street, with the neighbour's number, sent and everybody told.</summary>
    public async Task<string> Report(SubmitReportRequest? request = null)
    {
        var sent = await Do((SubmitReport submit) => submit.Run(Actor.Anyone(ForumId, ""), request ?? Needles(), null, default));
        await Town.Settle();
        return sent.Number;
    }

    public SubmitReportRequest Needles(string written = "Hillerødgade 45", string? detail = "bag cykelskuret") => new()
    {
        Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = new() { Written = written, Detail = detail }, Amount = Amount.TwoToFive, Find = Find.Needles,
        Phone = Bodil, Channel = Channel.Web,
    };

    public Task Settle() => Town.Settle();

    /// <summary>Moves the clock, does the scheduled work and tells everybody.</summary>
    public async Task Later(TimeSpan span)
    {
        Town.Clock.Advance(span);
        await Sweep();
    }

    public async Task Sweep()
    {
        await Do((Api.Pickups.AskNextTeam ask) => ask.Run(default));
        await Do((Notifications.Schedule.AskOnWhereUntold untold) => untold.Run(default));
        await Do((Api.Pickups.TellLate late) => late.Run(default));
        await Settle();
    }

    /// <summary>What a phone got since it was looked at last.</summary>
    public IReadOnlyList<string> News(string phone)
    {
        // What the telephone company answers by itself is not ours.
        var all = Town.Phones.Texts(phone).Where(t => !t.IsMine && !t.Body.StartsWith("You have successfully", StringComparison.Ordinal)).Select(t => t.Body).ToList();
        var news = all.Skip(seen.GetValueOrDefault(phone)).ToList();
        seen[phone] = all.Count;
        return news;
    }

    public IReadOnlyList<string> News(Somebody somebody) => News(somebody.Phone);

    /// <summary>Forgets what came so far, on every phone of the forum.</summary>
    public void Read()
    {
        for (var n = 1; n <= phones; n++) News($"+4595{Place:0000}{n:00}");
    }

    /// <summary>Sends a text, has it worked on, and answers what came back to that phone.</summary>
    public async Task<IReadOnlyList<string>> Text(string phone, string body, string? to = null)
    {
        News(phone);
        await Send(phone, body, to);
        await Settle();
        return News(phone);
    }

    /// <summary>The one text that comes back.</summary>
    public async Task<string> Answer(Somebody somebody, string body) => Xunit.Assert.Single(await Text(somebody.Phone, body));

    /// <summary>Sends a text; it is stored, not worked on. Each comes a second after the one before: in which order they came is what they are worked on in.</summary>
    public async Task<string> Send(string phone, string body, string? to = null)
    {
        Town.Clock.Advance(TimeSpan.FromSeconds(1));
        var sid = Town.Phones.SendText(phone, to ?? Number, body);
        await Eventually.True(() => Town.Phones.Texts(phone).Any(t => t.Sid == sid && t.IsConfirmed), what: "the text was taken in");
        return sid;
    }

    /// <summary>Somebody takes up what came, and does no more.</summary>
    public Task<int> Stall()
    {
        var until = Town.Clock.GetUtcNow() + WorkOnTexts.Lease;
        return Told(db => db.InboundTexts.Where(t => t.ForumId == ForumId && t.State == InboundState.Received)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.State, InboundState.Working).SetProperty(t => t.Attempt, 1).SetProperty(t => t.LeaseUntil, until)));
    }

    public Task<T> Db<T>(Func<ForumDb, Task<T>> read) => Do(read);

    public Task<T> Told<T>(Func<NotificationsDb, Task<T>> read) => Do(read);

    public Task<Report> Case(string number) => Db(db => db.Reports.AsNoTracking().SingleAsync(r => r.ForumId == ForumId && r.Number == number));

    public Task<List<Report>> Cases() => Db(db => db.Reports.AsNoTracking().Where(r => r.ForumId == ForumId).OrderBy(r => r.ReceivedAt).ToListAsync());

    public Task<List<Message>> Messages() => Told(db => db.Messages.AsNoTracking().Where(m => m.ForumId == ForumId).OrderBy(m => m.CreatedAt).ToListAsync());

    public async Task<Api.Pickups.Pickup> Pickup(string number)
    {
        var id = (await Case(number)).PickupId;
        return await Db(db => db.Pickups.AsNoTracking().SingleAsync(p => p.Id == id));
    }

    private static ForumFoundation Foundation(int place) => new()
    {
        Slug = $"historie-{place}", Name = "Nordvest", Quarter = "kvarteret", CasePrefix = $"{(char)('A' + place / 26 % 26)}{(char)('A' + place % 26)}", Telephone = "95 10 00 01", SmsNumber = $"+4595{place:0000}00",
        SouthWest = "55.694,12.515", NorthEast = "55.712,12.546", IsDemo = true,
        Teams = [new(Shelter, Receives: true, Fetches: true), new(Health, Fetches: true), new(Police)],
        Categories =
        [
            .. Enum.GetValues<CategoryCode>().Select(code => new CategoryFoundation(
                code, Shelter, code == CategoryCode.Unsorted ? null : (int)code,
                code is CategoryCode.NeedleWaste or CategoryCode.BinFull ? PublicLevel.Street : PublicLevel.Never,
                code switch { CategoryCode.Threat => PoliceRule.Always, CategoryCode.NeedleWaste => PoliceRule.ChildrensPlaces, _ => PoliceRule.Never },
                code is CategoryCode.NeedleWaste or CategoryCode.BinFull)),
        ],
        GroundRules = [new([CategoryCode.NeedleWaste], [Ground.Street, Ground.Yard], Shelter, Health, Shelter), new([CategoryCode.NeedleWaste], [Ground.Institution], Health, Health)],
        Streets =
        [
            new("Hillerødgade", "55.6952,12.5380;55.6980,12.5285", "Hillerødgd", "45=55.6994,12.5262"), new("Ørnevej", "55.7008,12.5329;55.7000,12.5295", Numbers: "6=55.7005,12.5316"),
            new("Mejsevænget", "55.6972,12.5300;55.6983,12.5308", Numbers: "11=55.69768,12.53034"), new("Frederikssundsvej", "55.7006,12.5380;55.7070,12.5170"),
        ],
        Places = [new(PlaceKind.Playground, "Legepladsen Mejsevænget", "55.69768,12.53034")],
    };
}
