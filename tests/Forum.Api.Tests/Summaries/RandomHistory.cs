using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>Lets the people of a neighbourhood do this and that, by the program's own use cases. What the program refuses did not happen.</summary>
internal sealed class RandomHistory(Neighbourhood here, Random chance, Func<TimeSpan, Task>? pass = null, bool joins = false)
{
    private static readonly string[] Streets = ["Ørnevej 6", "Ørnevej 9", "Hillerødgade 45", "Svanevej 3"];
    private static readonly CategoryCode[] Kinds = [CategoryCode.NeedleWaste, CategoryCode.NeedleWaste, CategoryCode.NeedleWaste, CategoryCode.BinFull, CategoryCode.Unrest, CategoryCode.OtherWaste, CategoryCode.Threat, CategoryCode.Idea];
    private readonly List<SubmitReportAnswer> sent = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One step: something happens, or time passes.</summary>
    public async Task Step()
    {
        try
        {
            await Act();
        }
        catch (Refused)
        {
            // Nobody can do everything at any time.
        }
    }

    private async Task Act()
    {
        var what = chance.Next(joins ? 32 : 24);
        if (what < 5 || sent.Count == 0) sent.Add(await here.Report(New()));
        else if (what < 10 && pass is not null) await pass(Pause());
        else if (what < 10) here.Clock.Advance(Pause());
        else if (what < 24) await Work(what, One());
        else await Join(what, One());
    }

    private SubmitReportAnswer One() => sent[^(1 + chance.Next(Math.Min(sent.Count, 5)))];

    // What makes one case of two, two of one, or nothing of what was done.
    private async Task Join(int what, SubmitReportAnswer report)
    {
        if (what < 26) await here.Merge(report.Number, One().Number);
        else if (what == 26) await here.Unmerge(report.Number);
        else if (what == 27) sent.Add(await Split(report));
        else await Undo(10 + chance.Next(14), report);
    }

    private async Task<SubmitReportAnswer> Split(SubmitReportAnswer report)
    {
        var other = await here.Do((SplitReport split) => split.Run(here.As("Rune Askholt"), report.Number, new("Nåle på Ørnevej 6.", "Nåle på Svanevej 3."), null, Cancel));
        return report with { Number = other.Number, Secret = other.Secret };
    }

    // Whoever did it has second thoughts, within the time there is for that or just after it.
    private async Task Undo(int what, SubmitReportAnswer report)
    {
        await Work(what, report);
        here.Clock.Advance(TimeSpan.FromSeconds(chance.Next(25)));
        await here.Do((UndoDeed undo) => undo.Run(here.As(what is >= 11 and <= 16 ? "Tove Brink" : "Rune Askholt"), report.Number, null, Cancel));
    }

    private Task Work(int what, SubmitReportAnswer report) => what switch
    {
        10 => here.Acknowledge("Rune Askholt", report.Number),
        11 or 12 => here.Accept("Tove Brink", report.Number),
        13 or 14 => here.Collected("Tove Brink", report.Number, chance.Next(4) == 0 ? null : chance.Next(40)),
        15 => here.Nothing("Tove Brink", report.Number),
        16 => here.Promise("Tove Brink", report.Number, here.Clock.GetUtcNow().AddHours(1 + chance.Next(48))),
        17 => here.Answer("Rune Askholt", report.Number, resolves: chance.Next(2) == 0),
        18 => here.Dismiss("Rune Askholt", report.Number, (DismissReason)chance.Next(3), "Vejdirektoratet"),
        19 => Again(report),
        20 => chance.Next(2) == 0 ? here.CancelPickup("Rune Askholt", report.Number) : here.Order("Rune Askholt", report.Number),
        21 => here.Do((RecordDropOff use) => use.Run(here.As("Rune Askholt"), chance.Next(3) == 0 ? null : 1 + chance.Next(50), null, Cancel)),
        22 => Correct(report),
        _ => chance.Next(3) switch { 0 => here.Late(), 1 => here.Close(), _ => Forget(report) },
    };

    private SubmitReportRequest New() => new()
    {
        Category = Pick(Kinds), Ground = Pick(Enum.GetValues<Ground>()[1..]), Place = new() { Written = Pick(Streets) }, Amount = Pick(Enum.GetValues<Amount>()),
        Find = Pick(Enum.GetValues<Find>()), Channel = Pick(Enum.GetValues<Channel>()), Words = joins ? "Nåle på Ørnevej 6. Og på Svanevej 3." : null,
    };

    private Task<bool> Correct(SubmitReportAnswer report) => here.Do((CorrectReport use) => use.Run(here.As("Rune Askholt"), report.Number,
        new() { Category = Pick(Kinds), Ground = Pick(Enum.GetValues<Ground>()[1..]), Place = new() { Written = Pick(Streets) } }, null, Cancel));

    private async Task<bool> Again(SubmitReportAnswer report) =>
        await here.Do((FindCase find) => find.BySecret(report.Secret, "", Cancel)) is { } holder && await here.Do((ReopenReport use) => use.Run(holder, null, null, Cancel));

    private async Task<bool> Forget(SubmitReportAnswer report)
    {
        var holder = await here.Do((FindCase find) => find.BySecret(report.Secret, "", Cancel));
        return holder is not null && await here.Do((EraseCase use) => use.Run(holder, Cancel));
    }

    private TimeSpan Pause() => chance.Next(5) switch
    {
        0 => TimeSpan.FromMinutes(chance.Next(1, 90)),
        1 or 2 => TimeSpan.FromHours(chance.Next(1, 30)),
        3 => TimeSpan.FromDays(chance.Next(1, 9)),
        // To the very edge of a local month or day.
        _ => Midnight() - here.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(chance.Next(-1, 2)),
    };

    private DateTimeOffset Midnight()
    {
        var day = Api.Forums.LocalTime.Day(here.Clock.GetUtcNow().AddHours(1), here.Forum.Forum.Zone).AddDays(1);
        return Api.Forums.LocalTime.Begin(chance.Next(2) == 0 ? day : new DateOnly(day.Year, day.Month, 1).AddMonths(1), here.Forum.Forum.Zone);
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];
}
