using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>Works out what a text means and does it. Everything it does carries the text's MessageSid as key, so that doing it twice does it once.</summary>
internal sealed class WorkOnText(NotificationsDb db, ReachMember members, AnswerTask answer, ReopenReport reopen, SubmitText submit, TimeProvider time)
{
    /// <summary>Does what the text asks for.</summary>
    public async Task<TextOutcome> Run(int forumId, string from, string body, string sid, CancellationToken cancellation)
    {
        var program = Actor.Program(forumId);
        var member = await members.ByPhone(forumId, from, cancellation);
        switch (SmsCommand.Read(body))
        {
            case SmsCommand.Stop:
                await SetOptOut(forumId, from, true, cancellation);
                return new("stop");
            case SmsCommand.Start:
                await SetOptOut(forumId, from, false, cancellation);
                return new("start", new() { Reply = "reply.back" });
            case SmsCommand.Help:
                return new("help", new() { Reply = "reply.help" });
            case SmsCommand.Again again:
                return await Reopen(program, from, again.Rest, body, sid, cancellation);
            case SmsCommand.CrewReply reply when member is not null:
                return await answer.Run(member, members.PhoneHash(from), reply, sid, cancellation);
            case SmsCommand.Other when member is not null && Policies.Fetch.Admits(member) && !DangerIn(body):
                return new("not-understood", new() { Reply = "reply.not-understood" });
            default:
                return await Submit(program, from, body, sid, cancellation);
        }
    }

    private static bool DangerIn(string body) => ReadDanger.In(body) != Danger.None;

    private async Task<TextOutcome> Reopen(Actor program, string from, string rest, string body, string sid, CancellationToken cancellation)
    {
        var cases = await reopen.ByPhone(program, from, cancellation);
        if (cases.Count == 0) return await Submit(program, from, body, sid, cancellation);
        var named = cases.Where(one => rest.Contains(one.Number, StringComparison.OrdinalIgnoreCase)).ToList();
        var meant = named.Count == 1 ? named : [.. cases];
        if (meant.Count > 1) return new("which-case", new() { Reply = "reply.which-case" });
        try
        {
            await reopen.Run(Actor.Holder(program.ForumId, meant[0].Id), rest.Length == 0 ? null : rest, sid, cancellation);
        }
        catch (Refused refused) when (refused.Code is RefusalCode.NotNow or RefusalCode.Invalid)
        {
            return await Submit(program, from, body, sid, cancellation);
        }

        return new("reopened", new() { Reply = "reply.reopened", Number = meant[0].Number });
    }

    private async Task<TextOutcome> Submit(Actor program, string from, string body, string sid, CancellationToken cancellation)
    {
        try
        {
            var made = await submit.Run(program, from, body, sid, cancellation);
            return new("case", new()
            {
                Reply = made.Danger switch
                {
                    var danger when (danger & Danger.Life) != 0 => "reply.danger",
                    Danger.Needlestick => "reply.needlestick",
                    _ => "reply.received",
                },
            });
        }
        catch (Refused refused) when (refused.Code == RefusalCode.TooMany)
        {
            return new("too-many", new() { Reply = "reply.too-many" });
        }
    }

    private async Task SetOptOut(int forumId, string from, bool stop, CancellationToken cancellation)
    {
        var hash = members.PhoneHash(from);
        await db.Write(
            async () =>
            {
                var known = await db.OptOuts.FindAsync([forumId, hash], cancellation);
                if (stop && known is null) db.OptOuts.Add(new() { ForumId = forumId, PhoneHash = hash, Since = time.GetUtcNow() });
                if (!stop && known is not null) db.OptOuts.Remove(known);
            },
            cancellation);
    }
}
