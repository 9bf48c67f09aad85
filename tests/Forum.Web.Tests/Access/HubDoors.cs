using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>The methods of the live connection: anybody may call them, and what is heard depends on who calls.</summary>
internal static class HubDoors
{
    // What a member hears; everybody else hears what is public.
    private static readonly Dictionary<Role, Audience> Hears = new()
    {
        [Role.Resident] = Audience.Residents,
        [Role.NeighbourRep] = Audience.Residents,
        [Role.Partner] = Audience.Residents,
        [Role.Staff] = Audience.Partners,
        [Role.Crew] = Audience.Partners,
        [Role.Coordinator] = Audience.Partners,
        [Role.Police] = Audience.Police,
        [Role.Committee] = Audience.Residents | Audience.Committee,
        [Role.Municipality] = Audience.Municipality,
        // Reads the audit log, which is not told live.
        [Role.Overseer] = Audience.None,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The methods that a client can call, by reflection.</summary>
    public static IEnumerable<string> Methods() =>
        from type in typeof(ForumApi).Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Hub))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetBaseDefinition().DeclaringType == type
        select $"{type.Name}.{method.Name}";

    /// <summary>Everybody calls every method.</summary>
    public static async Task<List<(string Door, string Who, string Word, string Expected)>> Try(Stage stage)
    {
        var rows = new List<(string, string, string, string)>();
        foreach (var who in stage.Cast)
        {
            var hears = who.Role is { } role ? Hears[role] : Audience.Public;
            rows.Add(("LiveHub.WatchForum", who.Name, await Heard(stage, who, "WatchForum", "nordvest", new(stage.Here.Forum.Forum.Id, hears, null)), hears.ToString()));
            rows.Add(("LiveHub.WatchForum (unknown)", who.Name, await Heard(stage, who, "WatchForum", "findes-ikke", new(0, hears, null)), "unknown"));
            var holder = await stage.Here.Holder(stage.Standing);
            rows.Add(("LiveHub.WatchCase", who.Name, await Heard(stage, who, "WatchCase", stage.Standing.Secret, ReaderKind.Of(holder)), nameof(Audience.Reporter)));
            rows.Add(("LiveHub.WatchCase (wrong)", who.Name, await Heard(stage, who, "WatchCase", new string('x', 27), ReaderKind.Of(holder)), "unknown"));
        }

        return rows;
    }

    // A place in the log is bound to the kind of reader: only that kind is told what it has missed.
    private static async Task<string> Heard(Stage stage, Somebody who, string method, string what, ReaderKind kind)
    {
        var head = kind.ForumId == 0 ? 0 : await stage.Here.Do((ReadEvents events) => events.Head(kind.ForumId, Cancel));
        await using var hub = stage.Host.Hub(who.Cookies);
        await hub.StartAsync(Cancel);
        try
        {
            var answer = await hub.InvokeAsync<JoinAnswer>(method, what, stage.Host.Services.GetRequiredService<LiveCursor>().Protect(kind, head), Cancel);
            return answer.Reload ? "another kind of reader" : kind.Bits.ToString();
        }
        catch (HubException exception) when (exception.Message.Contains("not found", StringComparison.Ordinal))
        {
            return "unknown";
        }
    }
}
