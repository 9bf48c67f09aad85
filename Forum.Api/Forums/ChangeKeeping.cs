using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Forums;

/// <summary>How long the forum keeps personal data. What is older than a new limit goes with the next run.</summary>
public sealed record KeepSettings : SettingsForm
{
    /// <summary>A reporter's number or e-mail: 7 to 90 days after the case has closed.</summary>
    public int ContactDays { get; init; }

    /// <summary>Pictures: 14 to 180 days after they came.</summary>
    public int PictureDays { get; init; }

    /// <summary>Words and the exact place: 90 to 730 days after the report.</summary>
    public int TextDays { get; init; }

    /// <summary>Cases are handed over to an archive before their words and pictures are erased: what is due is held back until then.</summary>
    public bool ArchiveFirst { get; init; }

    internal static KeepSettings Of(Forum forum, RetentionTable retention) => new KeepSettings
    {
        ContactDays = retention.Days(forum, Retention.Contact), PictureDays = retention.Days(forum, Retention.Picture), TextDays = retention.Days(forum, Retention.Text),
        ArchiveFirst = forum.ArchiveFirst,
    }.Stamped();

    internal void Check()
    {
        var fields = new SettingsFields();
        fields.Whole(ContactDays, 7, 90, "contactDays", "ContactDaysInvalid");
        fields.Whole(PictureDays, 14, 180, "pictureDays", "PictureDaysInvalid");
        fields.Whole(TextDays, 90, 730, "textDays", "TextDaysInvalid");
        fields.ThrowIfFaulty();
    }
}

/// <summary>The coordinator changes how long personal data is kept, within limits that no forum can pass.</summary>
public sealed class ChangeKeeping(ForumDb db, EventLog log, ReadForum forums, RetentionTable retention)
{
    /// <summary>Changes it.</summary>
    /// <returns>The part as it is now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<KeepSettings> Run(Actor actor, KeepSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        request.Check();
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeKeeping), key, request), async entry =>
        {
            var forum = await db.Forums.SingleAsync(f => f.Id == entry.ForumId, cancellation);
            if (!request.Changes(KeepSettings.Of(forum, retention))) return request;
            forum.Set(request);
            entry.Changed(SettingsPart.Keeping);
            return KeepSettings.Of(forum, retention);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
