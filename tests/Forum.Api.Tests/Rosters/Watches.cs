using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Rosters;

/// <summary>What the tests of the roster do and ask, in the health team of Ida and Jens.</summary>
internal static class Watches
{
    public const string Ida = "Ida Falkentoft", Jens = "Jens Molbæk", Rune = "Rune Askholt", Maja = "Maja Ellekilde", Lea = "Lea Stougard", Health = "Sundhedsteamet";
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A weekly shift, written down by a colleague.</summary>
    public static Task<int> Weekly(this Neighbourhood here, string name, string from, string until, params DayOfWeek[] days) =>
        here.Do((AddShifts add) => add.Run(here.As(Ida), new(here.Member(name).Id, days, TimeOnly.Parse(from, null), TimeOnly.Parse(until, null)), null, Cancel));

    public static Task<Guid> Change(this Neighbourhood here, string name, DayChangeKind kind, DateOnly? day, DateOnly? last = null, string? from = null, string? until = null, string? to = null, string by = Ida) =>
        here.Do((ChangeDay change) => change.Run(here.As(by), new(here.Member(name).Id, kind, day, last, from is null ? null : TimeOnly.Parse(from, null), until is null ? null : TimeOnly.Parse(until, null), to is null ? null : here.Member(to).Id), null, Cancel));

    /// <summary>Who is on duty at a universal time, by first names.</summary>
    public static async Task<string> On(this Neighbourhood here, string utc)
    {
        var at = DateTimeOffset.Parse(utc + "Z", null);
        var ids = await here.Do((WhoIsOn on) => on.InTeam(here.Forum.Forum.Id, here.Team(Health), at, Cancel));
        return string.Join(' ', new[] { Ida, Jens }.Where(name => ids.Contains(here.Member(name).Id)).Select(name => name.Split(' ')[0]));
    }

    public static async Task<TeamRoster> Roster(this Neighbourhood here, string by = Ida, DateOnly? week = null) =>
        (await here.Do((ReadRoster read) => read.Run(here.As(by), week, Cancel))).Teams.Single(team => team.Name == Health);

    public static Task<bool> Switch(this Neighbourhood here, string name, bool on) => here.Do((SetDuty duty) => duty.Run(here.As(name), on, null, Cancel));

    /// <summary>A local time of the forum.</summary>
    public static DateTimeOffset Local(int year, int month, int day, int hour, int minute = 0)
    {
        var local = new DateTime(year, month, day, hour, minute, 0);
        return new DateTimeOffset(local, Copenhagen.GetUtcOffset(local)).ToUniversalTime();
    }
}
