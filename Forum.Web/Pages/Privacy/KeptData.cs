using System.Reflection;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Web.Pages.Privacy;

/// <summary>What the program keeps about people, read from the program itself: the columns that say so, by how long they are kept.</summary>
internal static class KeptData
{
    /// <summary>Every kind of data with its purposes, in the order of the retention table.</summary>
    public static IReadOnlyList<(Retention Keep, IReadOnlyList<string> Purposes)> All { get; } = Read();

    private static IReadOnlyList<(Retention Keep, IReadOnlyList<string> Purposes)> Read()
    {
        var marked = new[] { typeof(PersonalDataAttribute).Assembly, typeof(Notifications.Delivery.WhoWasTold).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(property => property.GetCustomAttribute<PersonalDataAttribute>()).OfType<PersonalDataAttribute>().ToList();
        // Pictures and messages are kept as files and bodies: their columns hold no more than that they exist.
        var beside = new[] { (Retention.Picture, "PicturePurpose"), (Retention.MessageBody, "MessagePurpose") };
        var all = marked.Select(mark => (mark.Keep, mark.Purpose)).Concat(beside.Where(more => marked.TrueForAll(mark => mark.Keep != more.Item1)));
        return [.. all.GroupBy(each => each.Item1).OrderBy(kind => kind.Key).Select(kind => (kind.Key, (IReadOnlyList<string>)[.. kind.Select(each => each.Item2).Distinct()]))];
    }
}
