using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>The page of a case, as staff see it: pages a second.</summary>
internal static class CasePage
{
    public static async Task Run(Stage stage, Table table)
    {
        await using var ours = await stage.Ours();
        await using var bare = await stage.Bare();
        await using var control = await stage.Bare("control");
        foreach (var clients in new[] { 1, 8 })
        {
            var taken = await Turns.Take([ours, bare, control], stage.Sizes.Rounds, (target, isWarmUp) => isWarmUp ? Turn(target, Load.WarmClients, stage.Sizes.TurnSeconds, stage.Sizes.WarmRequests) : Turn(target, clients, stage.Sizes.TurnSeconds, 1));
            var name = $"case page with {stage.Sizes.CaseEvents} events, {clients} client{(clients == 1 ? "" : "s")}";
            table.Compare(name, taken.Median("ours", "a second"), taken.Median("bare", "a second"), "/s", atLeast: 0.4);
            table.Control(name, taken.Median("control", "a second"), taken.Median("bare", "a second"), "/s");
            table.Compare($"{name}, processor time each", taken.Median("ours", "cpu"), taken.Median("bare", "cpu"), "ms");
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> Turn(Target target, int clients, int seconds, int atLeast)
    {
        using var http = target.Client(signedIn: true);
        return await Load.Run(target.Server, clients, seconds, atLeast, async () =>
        {
            using var answer = await http.GetAsync(new Uri(target.CasePage, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || !page.Contains(target.Case, StringComparison.Ordinal))
                throw new InvalidOperationException($"{target.Name} answered {target.CasePage} with {(int)answer.StatusCode}, and not the case.");
        });
    }
}
