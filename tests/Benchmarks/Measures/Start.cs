using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>From the start of the published program, on a database that exists already, to its first page.</summary>
internal static class Start
{
    private const double Goal = 2.5;

    public static async Task Run(Stage stage, Table table)
    {
        // The first start of each is not counted: after it, files are in memory for both.
        var (ours, bare) = (await stage.Ours(), await stage.Bare());
        await ours.DisposeAsync();
        await bare.DisposeAsync();
        List<double> oursSeconds = [], bareSeconds = [], controlSeconds = [];
        for (var round = 0; round < stage.Sizes.Rounds; round++)
        {
            oursSeconds.Add(await Seconds(() => stage.OursAgain(ours)));
            bareSeconds.Add(await Seconds(() => Stage.BareAgain(bare)));
            controlSeconds.Add(await Seconds(() => Stage.BareAgain(bare)));
        }

        const string name = "start on an existing database → first page";
        table.Limit(name, Figures.At(oursSeconds, 0.5), Figures.At(bareSeconds, 0.5), "s", Goal);
        table.Control(name, Figures.At(controlSeconds, 0.5), Figures.At(bareSeconds, 0.5), "s");
    }

    private static async Task<double> Seconds(Func<Task<Target>> start)
    {
        await using var started = await start();
        Console.Error.WriteLine(FormattableString.Invariant($"  {started.Name}: {started.Server.ToFirstPage.TotalSeconds:0.00} s"));
        return started.Server.ToFirstPage.TotalSeconds;
    }
}
