using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>
/// What a forum says in its own words: plain text, each at most 600 characters; null: the program's words, or none. The program's words on danger (112, "rør
/// det ikke") stand in any case, and beside these.
/// </summary>
public sealed record WordSettings : SettingsForm
{
    /// <summary>Below the heading of the front page.</summary>
    public string? Greeting { get; init; }

    /// <summary>The same in English.</summary>
    public string? GreetingEnglish { get; init; }

    /// <summary>What to do about needle waste, after what the program says.</summary>
    public string? Advice { get; init; }

    /// <summary>The same in English.</summary>
    public string? AdviceEnglish { get; init; }

    /// <summary>The last words of the page that thanks for a report.</summary>
    public string? Closing { get; init; }

    /// <summary>The same in English.</summary>
    public string? ClosingEnglish { get; init; }

    /// <summary>What the forum adds on the page about people's details.</summary>
    public string? Privacy { get; init; }

    /// <summary>The same in English.</summary>
    public string? PrivacyEnglish { get; init; }

    internal static WordSettings Of(Forum forum) => new WordSettings
    {
        Greeting = forum.Greeting, GreetingEnglish = forum.GreetingEnglish, Advice = forum.Advice, AdviceEnglish = forum.AdviceEnglish,
        Closing = forum.Closing, ClosingEnglish = forum.ClosingEnglish, Privacy = forum.PrivacyWords, PrivacyEnglish = forum.PrivacyWordsEnglish,
    }.Stamped();

    internal WordSettings Checked()
    {
        var fields = new SettingsFields();
        var clean = this with
        {
            Greeting = fields.Text(Greeting, "greeting"), GreetingEnglish = fields.Text(GreetingEnglish, "greetingEnglish"),
            Advice = fields.Text(Advice, "advice"), AdviceEnglish = fields.Text(AdviceEnglish, "adviceEnglish"),
            Closing = fields.Text(Closing, "closing"), ClosingEnglish = fields.Text(ClosingEnglish, "closingEnglish"),
            Privacy = fields.Text(Privacy, "privacy"), PrivacyEnglish = fields.Text(PrivacyEnglish, "privacyEnglish"),
        };
        fields.ThrowIfFaulty();
        return clean;
    }
}

/// <summary>The coordinator has the forum speak in its own words.</summary>
public sealed class ChangeWords(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes them.</summary>
    /// <returns>The part as it is now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<WordSettings> Run(Actor actor, WordSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var wanted = request.Checked();
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeWords), key, request), async entry =>
        {
            var forum = await db.Forums.SingleAsync(f => f.Id == entry.ForumId, cancellation);
            if (!wanted.Changes(WordSettings.Of(forum))) return wanted;
            forum.Set(wanted);
            entry.Changed(SettingsPart.Words);
            return WordSettings.Of(forum);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
