using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Summaries;

namespace Tryghedsforum.Web.Demo;

/// <summary>The summaries of the demo's months: made on the first, published by the coordinator on the third.</summary>
internal static class DemoSummaries
{
    public static void Plan(DemoStage stage, DateTimeOffset start)
    {
        var zone = stage.Settings.Forum.Zone;
        for (var month = CountMonth.MonthOf(TimeZoneInfo.ConvertTime(start, zone)); LocalTime.Begin(month.AddMonths(1), zone) < stage.Timeline.End; month = month.AddMonths(1))
        {
            var (one, next) = (month, month.AddMonths(1));
            stage.Timeline.At(LocalTime.At(next, MakeSummaries.Hour, zone), () => stage.Use<MakeSummaries>().Run(stage.Cancellation));
            stage.Timeline.At(LocalTime.At(next.AddDays(2), new(10, 0), zone), () => Publish(stage, one));
        }
    }

    // In the forum's very first month nothing may have happened yet.
    private static async Task Publish(DemoStage stage, DateOnly month)
    {
        var coordinator = stage.First(null, Policies.Summarize);
        if ((await stage.Use<BrowseSummaries>().Run(coordinator, month.Year, stage.Cancellation)).Any(row => row.Month == month && row.HasDraft))
            await stage.Use<PublishSummary>().Run(coordinator, month, new(1), null, stage.Cancellation);
    }
}
