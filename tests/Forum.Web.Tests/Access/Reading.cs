using System.Net;
using System.Text;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Everything that somebody can read about the standing case, page by page and answer by answer.</summary>
internal static class Reading
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Everything is said on the standing case that can be said.</summary>
    public static async Task TellEverything(this Stage stage, string added, string answer, string note, string proposed, string released)
    {
        var (here, number) = (stage.Here, stage.Standing.Number);
        var holder = await here.Holder(stage.Standing);
        await here.Do((HandBackPickup back) => back.Run(here.As("Tove Brink"), number, note, null, Cancel));
        await here.Do((AddToReport add) => add.Run(holder, added, null, Cancel));
        await here.Do((AnswerReport use) => use.Run(here.As("Rune Askholt"), number, new(answer), null, Cancel));
        await stage.Release(number, Guid.Parse(stage.Own("id")), released);
        await here.Do((ProposeRelease propose) => propose.Run(here.As("Rune Askholt"), number, new(proposed), null, Cancel));
    }

    /// <summary>All pages, answers and pictures that this one gets, in one text.</summary>
    public static async Task<string> Read(this Stage stage, Somebody who)
    {
        var all = new StringBuilder();
        foreach (var door in MatrixTests.All().Where(door => door is { Method: "GET", Variant: "" } && !door.Address.Contains("ecret}", StringComparison.Ordinal)))
        {
            var (word, status, body) = await stage.Try(door, who);
            if (status == 200) all.AppendLine(Plain(body));
            if (status == 200 && door.Address.Contains("pictures/{id", StringComparison.Ordinal)) all.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"picture {stage.Own(door.Thing)}");
            Assert.NotEqual("broken", word);
        }

        if (who.Secret is not { } secret) return all.ToString();
        foreach (var page in new[] { "", "/alt", "/alt.json" })
        {
            using var answer = await who.Http.GetAsync(new Uri($"/s/{secret}{page}", UriKind.Relative), Cancel);
            all.AppendLine(Plain(await answer.Content.ReadAsStringAsync(Cancel)));
        }

        return all.ToString();
    }

    // As it is read, whatever way it was written: letters outside of ASCII are escaped in JSON, and some in HTML.
    private static string Plain(string body) => WebUtility.HtmlDecode(body).Replace(@"\u00E6", "æ", StringComparison.Ordinal).Replace('\u00a0', ' ');
}
