using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>Resident memory of the server's process: idle, and with many open pages of staff.</summary>
internal static class Memory
{
    public static async Task Run(Stage stage, Table table)
    {
        List<(double Idle, double Connected)> ours = [], bare = [], control = [];
        for (var round = 0; round < stage.Sizes.Rounds; round++)
        {
            ours.Add(await Read(() => stage.Ours(), stage.Sizes));
            bare.Add(await Read(() => stage.Bare(), stage.Sizes));
            control.Add(await Read(() => stage.Bare("control"), stage.Sizes));
        }

        foreach (var (name, figure) in new (string, Func<(double Idle, double Connected), double>)[] { ("memory, idle", one => one.Idle), ($"memory, {stage.Sizes.Connections:#,0} open pages", one => one.Connected) })
        {
            double Median(List<(double, double)> readings) => Figures.At(readings.Select(figure), 0.5);
            table.Compare(name, Median(ours), Median(bare), "MB", atMost: 2);
            table.Control(name, Median(control), Median(bare), "MB");
        }
    }

    private static async Task<(double Idle, double Connected)> Read(Func<Task<Target>> start, Sizes sizes)
    {
        await using var target = await start();
        using var http = target.Client();
        for (var visit = 0; visit < 10; visit++) await http.GetStringAsync(new Uri(target.Slugs[0], UriKind.Relative));
        await Task.Delay(TimeSpan.FromSeconds(sizes.SettleSeconds));
        var idle = await target.Server.Memory();
        var open = new List<Microsoft.AspNetCore.SignalR.Client.HubConnection>();
        foreach (var some in Enumerable.Range(0, sizes.Connections).Chunk(20)) open.AddRange(await Task.WhenAll(some.Select(page => target.Open(page, _ => { }))));
        await Task.Delay(TimeSpan.FromSeconds(sizes.SettleSeconds));
        var connected = await target.Server.Memory();
        await Task.WhenAll(open.Select(hub => hub.DisposeAsync().AsTask()));
        Console.Error.WriteLine(FormattableString.Invariant($"  {target.Name}: {idle:0} MB idle, {connected:0} MB with {sizes.Connections}"));
        return (idle, connected);
    }
}
