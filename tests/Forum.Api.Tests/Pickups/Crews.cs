using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Pickups;

/// <summary>What crews and staff do, in one word each.</summary>
internal static class Crews
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<DateTimeOffset> Accept(this Neighbourhood here, string who, string number) => here.Do((AcceptPickup use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<bool> Collected(this Neighbourhood here, string who, string number, int? count = null, string? words = null) => here.Do((ConfirmCollected use) => use.Run(here.As(who), number, new(count, words), null, Cancel));

    public static Task<bool> Nothing(this Neighbourhood here, string who, string number) => here.Do((ReportNothingFound use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<string?> HandBack(this Neighbourhood here, string who, string number, string? why = null) => here.Do((HandBackPickup use) => use.Run(here.As(who), number, why, null, Cancel));

    public static Task<bool> Promise(this Neighbourhood here, string who, string number, DateTimeOffset before) => here.Do((PromiseTime use) => use.Run(here.As(who), number, before, null, Cancel));

    public static Task<bool> CancelPickup(this Neighbourhood here, string who, string number) => here.Do((CancelPickup use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<bool> Order(this Neighbourhood here, string who, string number, Guid? team = null) => here.Do((RequestPickup use) => use.Run(here.As(who), number, team, null, Cancel));

    public static Task<int> Silence(this Neighbourhood here) => here.Do((AskNextTeam use) => use.Run(Cancel));

    public static Task<int> Late(this Neighbourhood here) => here.Do((TellLate use) => use.Run(Cancel));

    public static Task<int> Close(this Neighbourhood here) => here.Do((CloseResolved use) => use.Run(Cancel));

    public static Task<bool> Acknowledge(this Neighbourhood here, string who, string number) => here.Do((AcknowledgeReport use) => use.Run(here.As(who), number, null, Cancel));

    public static Task<bool> Answer(this Neighbourhood here, string who, string number, bool resolves = false) => here.Do((AnswerReport use) => use.Run(here.As(who), number, new("Tak, vi kigger på det.", resolves), null, Cancel));

    public static Task<bool> Ask(this Neighbourhood here, string who, string number, string words = "Hvilken opgang er det?") => here.Do((AskReporter use) => use.Run(here.As(who), number, new(words), null, Cancel));

    public static Task<bool> Dismiss(this Neighbourhood here, string who, string number, DismissReason reason = DismissReason.NotForUs, string? where = null) => here.Do((DismissReport use) => use.Run(here.As(who), number, new(reason, where), null, Cancel));

    public static async Task<bool> Reopen(this Neighbourhood here, SubmitReportAnswer sent)
    {
        var holder = await here.Holder(sent);
        return await here.Do((ReopenReport use) => use.Run(holder, null, null, Cancel));
    }

    public static async Task<Danger> Add(this Neighbourhood here, SubmitReportAnswer sent, string words = "Der er flere nu")
    {
        var holder = await here.Holder(sent);
        return await here.Do((AddToReport use) => use.Run(holder, words, null, Cancel));
    }

    public static Task<string> Merge(this Neighbourhood here, string number, string into) => here.Do((MergeReports use) => use.Run(here.As("Rune Askholt"), number, new(into), null, Cancel));

    public static Task<bool> Unmerge(this Neighbourhood here, string number) => here.Do((UnmergeReport use) => use.Run(here.As("Rune Askholt"), number, null, Cancel));

    /// <summary>Sends a case on to somebody outside; answers the link's secret.</summary>
    public static async Task<string> HandOver(this Neighbourhood here, string number, HandedPlace place = HandedPlace.None, int days = 3) =>
        (await here.Do((HandOverCase use) => use.Run(here.As("Rune Askholt"), number, new("Viceværten i nr. 8", "Vil I se efter i porten?", place, days), null, Cancel))).Secret;

    /// <summary>Puts a second case on the pickup of a first, as merging will do.</summary>
    public static async Task<SubmitReportAnswer> AlsoServes(this Neighbourhood here, SubmitReportAnswer first)
    {
        var second = await here.Report(Neighbourhood.Needles("Svanevej 3", Ground.Indoors));
        var pickup = await here.Pickup(first.Number);
        await here.Db(async db =>
        {
            (await db.Reports.SingleAsync(r => r.Number == second.Number, Cancel)).AwaitPickup(pickup.Id);
            return await db.SaveChangesAsync(Cancel);
        });
        return second;
    }

    /// <summary>Gives a case another receiver, without anybody having sent it on.</summary>
    public static Task<int> Receiver(this Neighbourhood here, string number, string team) => Change(here, number, report => report.SendOn(here.Team(team)));

    /// <summary>Closes a case as the sweep does after a week.</summary>
    public static Task<int> Closed(this Neighbourhood here, string number) => Change(here, number, report => report.Close(here.Clock.GetUtcNow()));

    private static Task<int> Change(Neighbourhood here, string number, Action<Report> change) => here.Db(async db =>
    {
        change(await db.Reports.SingleAsync(r => r.Number == number, Cancel));
        return await db.SaveChangesAsync(Cancel);
    });

    /// <summary>The types of a case's events, or of all, in order.</summary>
    public static async Task<IReadOnlyList<EventType>> Types(this Neighbourhood here, string? number = null) => [.. (await here.Events(number)).Select(e => e.Type)];
}
