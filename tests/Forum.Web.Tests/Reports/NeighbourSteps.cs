using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Io.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Web.Tests.Reports;

/// <summary>Goes through the steps of a report as a neighbour without script does.</summary>
internal static class NeighbourSteps
{
    public const string Front = "/nordvest", Playground = "Rørsangervej 82";

    public static async Task<IDocument> Where(this Visitor visitor, string place = "Ørnevej 14", string ground = "Street", params (string, string)[] more)
    {
        var step = await visitor.Page(Front + "/meld");
        return await visitor.Press(step, "Næste: Hvad ser du?", [("Text", place), ("Ground", ground), .. more]);
    }

    public static async Task<IDocument> What(this Visitor visitor, IDocument step, params (string, string)[] more) =>
        await visitor.Press(step, "Næste: Tjek og send", [("Amount", "TwoToFive"), .. more]);

    public static async Task<IDocument> ToCheck(this Visitor visitor, string place = "Ørnevej 14", string ground = "Street") => await visitor.What(await visitor.Where(place, ground));

    public static Task<IDocument> Send(this Visitor visitor, IDocument check, params (string, string)[] more) => visitor.Press(check, "Send", more);

    /// <summary>Sends a report and answers the address of its own page.</summary>
    public static async Task<string> Report(this Visitor visitor, string place = "Ørnevej 14", string ground = "Street", params (string, string)[] more)
    {
        var receipt = await visitor.Send(await visitor.ToCheck(place, ground), more);
        return new Uri(receipt.QuerySelector<IHtmlInputElement>("#link")!.Value).AbsolutePath;
    }

    /// <summary>The words of an element, with ordinary spaces.</summary>
    public static string Words(this IParentNode page, string selector = "main") =>
        string.Join(' ', (page.QuerySelector(selector)?.TextContent ?? "").Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Value(this IDocument page, string name) => page.QuerySelectorAll($"[name={name}]").Select(field => field switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlInputElement { Type: "radio" } radio => radio.IsChecked ? radio.Value : null,
        IHtmlInputElement input => input.Value,
        _ => null,
    }).FirstOrDefault(value => value is not null) ?? "";

    public static async Task<T> Do<TUse, T>(this ForumHost host, Func<TUse, Task<T>> act)
        where TUse : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    public static Task<T> Rows<T>(this ForumHost host, Func<ForumDb, Task<T>> read) => host.Do(read);

    /// <summary>One of the demo's people, to act with.</summary>
    public static Task<Actor> Who(this ForumHost host, string name) => host.Rows(async db =>
        Actor.Of(await (from member in db.Members.AsNoTracking() join person in db.Users on member.PersonId equals person.Id where person.Name == name select member).FirstAsync()));

    public static Task<int> Forum(this ForumHost host) => host.Rows(db => db.Forums.Where(forum => forum.Slug == "nordvest").Select(forum => forum.Id).SingleAsync());
}

/// <summary>A file that somebody chooses.</summary>
internal sealed class ChosenFile(string name, byte[] content) : IFile
{
    /// <summary>The smallest picture there is.</summary>
    public static readonly byte[] Dot = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public string Name => name;

    public DateTime LastModified => DateTime.UnixEpoch;

    public int Length => content.Length;

    public string Type => "image/png";

    public Stream Body { get; } = new MemoryStream(content);

    public bool IsClosed => false;

    public IBlob Slice(int start = 0, int end = int.MaxValue, string? contentType = null) => this;

    public void Close()
    {
    }

    public void Dispose() => Body.Dispose();
}
