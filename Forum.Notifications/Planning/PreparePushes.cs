using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>What a device shows: a screen lies on a table, so it says that there is news, and of which case; neither place nor person nor what it is about.</summary>
internal sealed record PushWords(string Title, string Body, string Url, string Tag, string Lang);

/// <summary>Asked right before a push is sent: is it still wanted, where is the device, in which words? Everything is read now, not when it was planned.</summary>
internal sealed class PreparePushes(NotificationsDb db, ReadForum forums, ReadPushDevices devices, ReachMember members, DescribeCase describe, HowReached how, SmsWords words, FieldCipher cipher)
{
    /// <summary>The answer for one push.</summary>
    public async ValueTask<OutgoingPush> Run(Push push, CancellationToken cancellation)
    {
        var message = await db.Messages.AsNoTracking().FirstAsync(m => m.Id == push.MessageId, cancellation);
        var arguments = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!;
        var settings = await forums.ById(push.ForumId, cancellation);
        // What was taken back, or has become untrue, is no news.
        if (message is { State: MessageState.Dropped, Reason: MessageReason.NotNeeded or MessageReason.Undone or MessageReason.InDigest } || (arguments.Rule is { } rule && !settings.MessageRule(rule).IsOn))
            return new OutgoingPush.Drop(MessageReason.NotNeeded);
        if (await devices.Run(Actor.Program(push.ForumId), push.DeviceId, cancellation) is not { } device || message.Recipient != OwnMessages.Member(device.Member)) return new OutgoingPush.Drop(MessageReason.NoAddress);
        var member = await members.ById(push.ForumId, device.Member, cancellation);
        var facts = message.SubjectId is { } subject ? await describe.Run(Actor.Program(push.ForumId), subject, cancellation) : null;
        var (instead, mine) = await how.OnScreen(settings, member, message.Kind, arguments.Rule, cancellation, facts?.Category);
        return instead switch
        {
            Reach.Later later => new OutgoingPush.HoldUntil(later.Until),
            Reach.Not not => new OutgoingPush.Drop(not.Reason),
            _ => Send(push, settings, device, message.Kind, arguments.Rule, Policies.SeeBoard.Roles.Contains(member!.Role) || member.Deputises ? facts?.Number : null, mine!.Choices.English),
        };
    }

    private OutgoingPush.Send Send(Push push, ForumSettings settings, PushTarget device, string kind, MessageRule? rule, string? number, bool english)
    {
        var say = words.In(english);
        var said = new PushWords(
            number is null ? say.Say("push.forum") : say.Say("push.case", number), say.Say("push.from", settings.Forum.Name),
            number is null ? $"/{settings.Forum.Slug}" : $"/{settings.Forum.Slug}/overblik/{number}", $"{settings.Forum.Slug}/{number}", english ? "en" : "da");
        return new(device.Endpoint, device.P256dh, device.Auth, JsonSerializer.Serialize(said, JsonSerializerOptions.Web))
        {
            // Other for every device: whoever carries them must not see who is told of the same case.
            Topic = cipher.Hash($"{push.DeviceId}/{said.Tag}", "push.topic")[..32], IsUrgent = HowReached.IsUrgent(settings, kind, rule),
        };
    }
}
