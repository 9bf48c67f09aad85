using System.Globalization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Web.Pages.Pickups;

/// <summary>What a crew can do to a pickup from its page.</summary>
internal sealed class PickupDeeds(AcceptPickup accept, ConfirmCollected confirm, ReportNothingFound nothing, HandBackPickup back, PromiseTime promise)
{
    public const string Take = "tag", Collected = "hentet", Uncounted = "hentet-uden-antal", Nothing = "intet", Back = "videre", Wait = "vent";

    private static readonly int[] Today = [16, 18], Tomorrow = [10, 12, 16];
    private static readonly string[] FieldForms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Does one of them.</summary>
    /// <returns>What to say about it.</returns>
    /// <exception cref="Refused">Not this time.</exception>
    public async Task<string> Do(Actor actor, string number, string what, string key, Func<string, string?> typed, TimeZoneInfo zone, CancellationToken cancellation)
    {
        switch (what)
        {
            case Take:
                await accept.Run(actor, number, key, cancellation);
                return "taget";
            case Collected:
                await confirm.Run(actor, number, new(Count(typed("antal"))), key, cancellation);
                return "hentet";
            case Uncounted:
                await confirm.Run(actor, number, new(null), key, cancellation);
                return "hentet";
            case Nothing:
                await nothing.Run(actor, number, key, cancellation);
                return "intet";
            case Back:
                await back.Run(actor, number, typed("hvorfor"), key, cancellation);
                return "videre";
            case Wait:
                await promise.Run(actor, number, Time(typed("tid") is { Length: > 0 } chosen ? chosen : typed("tidspunkt"), zone), key, cancellation);
                return "vent";
            default:
                throw new Refused(RefusalCode.Invalid, new FieldFault(what, "ValueUnknown"));
        }
    }

    /// <summary>The times that are offered: today before 16 and 18 while that makes sense, tomorrow before 10, 12 and 16, by the forum's clock.</summary>
    public static IReadOnlyList<DateTime> Offered(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return [.. Today.Select(hour => local.Date.AddHours(hour)).Where(time => time > local.AddMinutes(15)), .. Tomorrow.Select(hour => local.Date.AddDays(1).AddHours(hour))];
    }

    /// <summary>A time on the forum's wall clock, as a form sends it.</summary>
    public static string FieldOf(DateTime local) => local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string? text, TimeZoneInfo zone)
    {
        var right = DateTime.TryParseExact(text, FieldForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        // The hour that summer time skips is no time at all.
        if (!right || zone.IsInvalidTime(local)) throw new Refused(RefusalCode.Invalid, new FieldFault("before", "TimeInvalid"));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static int? Count(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new Refused(RefusalCode.Invalid, new FieldFault("count", "CountInvalid"));
}
