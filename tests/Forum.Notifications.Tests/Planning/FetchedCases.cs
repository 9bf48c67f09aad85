using Tryghedsforum.Api.Pickups;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Cases of one neighbour that the crew fetches one after the other.</summary>
internal static class FetchedCases
{
    public static readonly string[] Places = ["Hillerødgade 45", "Ørnevej 6", "Mejsevænget 11"];

    /// <summary>Three places, reported from one phone; what came of that is read.</summary>
    public static async Task<List<string>> Three(this Story story)
    {
        var cases = new List<string>();
        foreach (var place in Places) cases.Add(await story.Report(story.Needles(place)));
        story.Read();
        return cases;
    }

    /// <summary>A second later Ida has fetched it, and that is planned.</summary>
    public static async Task Fetch(this Story story, string number)
    {
        story.Town.Clock.Advance(TimeSpan.FromSeconds(1));
        await story.Do((ConfirmCollected collected) => collected.Run(story.Ida.Actor, number, new(2), null, default));
        await story.Settle();
    }
}
