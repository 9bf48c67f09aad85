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
            var taken = await Turns.Take([ours, bare, control], stage.Sizes.Rounds, target => Turn(target, clients, stage.Sizes.TurnSeconds));
            var name = $"case page with {stage.Sizes.CaseEvents} events, {clients} client{(clients == 1 ? "" : "s")}";
            table.Compare(name, taken.Median("ours", "a second"), taken.Median("bare", "a second"), "/s", atLeast: 0.4);
            table.Control(name, taken.Median("control", "a second"), taken.Median("bare", "a second"), "/s");
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> Turn(Target target, int clients, int seconds)
    {
        using var http = target.Client(signedIn: true);
        return await Load.Run(clients, seconds, async _ =>
        {
            using var answer = await http.GetAsync(new Uri(target.CasePage, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || !page.Contains(target.Case, StringComparison.Ordinal))
                throw new InvalidOperationException($"{target.Name} answered {target.CasePage} with {(int)answer.StatusCode}, and not the case.");
        });
    }
}
