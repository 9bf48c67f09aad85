using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Demo;

/// <summary>Where the stories of one demo forum play: its people, its clock, and dice that always fall the same.</summary>
internal sealed class DemoStage(IServiceProvider services, DemoForum demo, ForumSettings settings, IReadOnlyList<Member> members, DemoTimeline timeline, CancellationToken cancellation)
{
    private const int Seed = 2400, QuietDays = 9;
    private readonly Random dice = new(Seed);

    public ForumSettings Settings => settings;

    public DemoTimeline Timeline => timeline;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The history ends before; all of its cases are closed by then.</summary>
    public DateTimeOffset PresentBegins => timeline.End.AddDays(-2);

    public T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    public int Roll(int from, int to) => dice.Next(from, to + 1);

    /// <summary>Plans the history from the start on, evenly spread, and what is under way now.</summary>
    public void Plan(DateTimeOffset start)
    {
        var span = timeline.End.AddDays(-QuietDays) - start;
        foreach (var (index, told) in demo.Past.Index())
            new DemoStory(this, told).Begin(InDaytime(start + span * ((index + 0.1 + dice.NextDouble() * 0.8) / demo.Past.Count)));
        foreach (var told in demo.Present) new DemoStory(this, told).Begin(timeline.End.AddMinutes(-told.MinutesAgo[0]));
        var dropOffs = (int)(span.TotalDays / 30 * demo.DropOffsAMonth);
        for (var i = 0; i < dropOffs; i++)
            timeline.At(InDaytime(start + span * ((i + dice.NextDouble()) / dropOffs)), HandIn);
    }

    /// <summary>The number of one of the forum's people.</summary>
    public string? Phone(string? name) => name is null ? null : demo.People.First(person => person.Name == name).Phone;

    /// <summary>A member of the team who may do this; where there is none, the coordinator.</summary>
    public Actor Who(Guid? team, Policy policy)
    {
        var able = members.Where(member => policy.Admits(Actor.Of(member))).ToList();
        var own = able.FindAll(member => member.TeamId == team);
        if (own.Count == 0) own = able.FindAll(member => member.Role == Role.Coordinator);
        return Actor.Of(own[dice.Next(own.Count)]);
    }

    /// <summary>The same without dice: always the same one.</summary>
    public Actor First(Guid? team, Policy policy) =>
        members.Select(member => Actor.Of(member)).Where(policy.Admits).OrderBy(able => able.TeamId != team).First();

    /// <summary>The team that is asked when no rule names one: the one that does nothing else.</summary>
    public Guid Fetchers => settings.Teams.First(team => team.Name == demo.Forum.Teams.Last(fetching => fetching.Fetches).Name).Id;

    public DateTimeOffset At(DateOnly day, int hour, int minute)
    {
        var local = day.ToDateTime(new(hour, minute));
        return new DateTimeOffset(local, settings.Forum.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, settings.Forum.Zone).DateTime;

    /// <summary>Some time in the morning after.</summary>
    public DateTimeOffset NextMorning(DateTimeOffset time) => At(DateOnly.FromDateTime(Local(time)).AddDays(1), 8, Roll(15, 59));

    private DateTimeOffset InDaytime(DateTimeOffset day) => At(DateOnly.FromDateTime(Local(day)), Roll(8, 19), Roll(0, 59));

    private async Task HandIn()
    {
        var team = settings.Teams.FirstOrDefault(taking => taking.TakesDropOffs)?.Id;
        await Use<RecordDropOff>().Run(Who(team, Policies.Fetch), Roll(1, 5) == 1 ? null : Roll(1, 24), null, cancellation);
    }
}
