using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>Words of the forum's own for an SMS.</summary>
/// <param name="Kind">The kind of text.</param>
/// <param name="Danish">The Danish words; null: the program's.</param>
/// <param name="English">The English words; null: the program's.</param>
/// <param name="Version">The version that they were made of: how often the text had been changed.</param>
public sealed record KeepSmsWordsRequest(string Kind, string? Danish, string? English, int Version);

/// <summary>Keeps what a forum says in an SMS. Whether it can be said so is checked by <c>ChangeSmsWords</c>, which alone calls this.</summary>
public sealed class KeepSmsWords(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>The longest words, in characters.</summary>
    public const int Most = 500;

    /// <summary>Keeps them as a new version.</summary>
    /// <returns>The words as they are now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<OwnSmsWords> Run(Actor actor, KeepSmsWordsRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var fields = new SettingsFields();
        var (danish, english) = (fields.Optional(request.Danish, Most, "danish", "TextInvalid"), fields.Optional(request.English, Most, "english", "TextInvalid"));
        fields.ThrowIfFaulty();
        var saved = await log.Write(actor, key is null ? null : new(nameof(KeepSmsWords), key, request), async entry =>
        {
            var now = await db.SmsWordings.AsNoTracking().Where(w => w.ForumId == entry.ForumId && w.Kind == request.Kind).OrderByDescending(w => w.Version).FirstOrDefaultAsync(cancellation);
            if ((now?.Version ?? 0) != request.Version) throw new Refused(RefusalCode.ChangedMeanwhile);
            if (now?.Danish == danish && now?.English == english) return new OwnSmsWords(request.Kind, request.Version, danish, english);
            db.SmsWordings.Add(new() { ForumId = entry.ForumId, Kind = request.Kind, Version = request.Version + 1, Danish = danish, English = english, By = actor.MemberId, At = entry.Now });
            entry.Changed(SettingsPart.SmsWords);
            return new OwnSmsWords(request.Kind, request.Version + 1, danish, english);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
