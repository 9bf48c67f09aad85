using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>How a text would look on a phone, and what it would cost.</summary>
/// <param name="Words">The words, with examples in their places.</param>
/// <param name="IsGsm">In the alphabet of telephones; else every SMS has room for half as much.</param>
/// <param name="Odd">The letters that are not in it.</param>
/// <param name="Length">How much room it takes: letters of that alphabet, or UTF-16 units.</param>
/// <param name="Segments">How many SMS it is.</param>
/// <param name="Kroner">What it costs to send once; null: nobody has said what an SMS costs.</param>
public sealed record SmsLook(string Words, bool IsGsm, string Odd, int Length, int Segments, decimal? Kroner);

/// <summary>A text that the forum may word itself.</summary>
/// <param name="Key">Its name in the interface.</param>
/// <param name="Kind">The kind of message, as a resource key.</param>
/// <param name="Places">What may stand in braces.</param>
/// <param name="HasEnglish">It has English words, too.</param>
/// <param name="Danish">The Danish words as they are, without what is fixed.</param>
/// <param name="English">The English words as they are.</param>
/// <param name="Fixed">What always stands behind them; null: nothing.</param>
/// <param name="IsOwn">They are the forum's own.</param>
/// <param name="Version">How often they were changed.</param>
/// <param name="Look">How the Danish words look.</param>
public sealed record OwnSmsText(string Key, string Kind, IReadOnlyList<string> Places, bool HasEnglish, string Danish, string? English, string? Fixed, bool IsOwn, int Version, SmsLook Look);

/// <summary>Words that somebody types for a text.</summary>
/// <param name="Key">Which text.</param>
/// <param name="Danish">The Danish words; null or empty: the program's.</param>
/// <param name="English">The English words; null or empty: the program's.</param>
/// <param name="Version">The version that they were made of.</param>
public sealed record SmsTextRequest(string Key, string? Danish, string? English, int Version);

/// <summary>The coordinator reads the texts that the forum may word itself, and looks how words would come out. It writes nothing.</summary>
public sealed class ReadSmsTexts
{
    private readonly ReadForum forums;
    private readonly SmsWords words;
    private readonly SmsPrice price;

    private ReadSmsTexts(ReadForum forums, SmsWords words, SmsPrice price) => (this.forums, this.words, this.price) = (forums, words, price);

    internal static ReadSmsTexts From(IServiceProvider services) => new(services.GetRequiredService<ReadForum>(), services.GetRequiredService<SmsWords>(), services.GetRequiredService<SmsPrice>());

    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<OwnSmsText>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return [.. SmsTemplates.All.Select(template => Of(settings, template))];
    }

    /// <summary>How typed words would come out, the Danish ones and, if there are any, the English ones.</summary>
    /// <exception cref="Refused">NotFound: no such text. Invalid: it cannot be said so.</exception>
    public async Task<IReadOnlyList<SmsLook>> Try(Actor actor, SmsTextRequest request, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var (template, danish, english) = Checked(settings, request);
        var own = words.For([new(template.Key, 0, danish, english)]);
        return template.HasEnglish ? [Look(own.Sample(settings, template)), Look(own.In(true).Sample(settings, template))] : [Look(own.Sample(settings, template))];
    }

    /// <summary>Typed words as they are kept: in letters of telephones as far as they go; null where they are the program's.</summary>
    internal (SmsTemplate Template, string? Danish, string? English) Checked(ForumSettings settings, SmsTextRequest request)
    {
        var template = SmsTemplates.Of(request.Key ?? "") ?? throw new Refused(RefusalCode.NotFound);
        var faults = new List<FieldFault>();
        string? Own(string? typed, bool english)
        {
            var clean = Gsm7.WithoutLookalikes(typed ?? "").Trim();
            var say = words.In(english);
            if (clean.Length == 0 || (english && !template.HasEnglish) || clean == Gsm7.WithoutLookalikes(say.Program(template)).Trim()) return null;
            var whole = say.For([new(template.Key, 0, clean, clean)]).Sample(settings, template);
            if (SmsTemplates.Fault(template, clean, english ? "english" : "danish", whole) is { } fault) faults.Add(fault);
            return clean;
        }

        var (danish, other) = (Own(request.Danish, false), Own(request.English, true));
        return faults.Count == 0 ? (template, danish, other) : throw new Refused(RefusalCode.Invalid, [.. faults]);
    }

    private OwnSmsText Of(ForumSettings settings, SmsTemplate template)
    {
        var own = settings.SmsWords.FirstOrDefault(one => one.Kind == template.Key);
        return new(
            template.Key, template.Kind, template.Places, template.HasEnglish, own?.Danish ?? words.Program(template), template.HasEnglish ? own?.English ?? words.In(true).Program(template) : null,
            template.Fixed is { } rest ? words.Say(rest) : null, (own?.Danish ?? own?.English) is not null, own?.Version ?? 0, Look(words.For(settings.SmsWords).Sample(settings, template)));
    }

    private SmsLook Look(string said)
    {
        var (plain, segments) = (Gsm7.WithoutLookalikes(said), Gsm7.Segments(Gsm7.WithoutLookalikes(said)));
        return new(plain, Gsm7.Fits(plain), string.Join(' ', plain.EnumerateRunes().Select(rune => rune.ToString()).Where(letter => !Gsm7.Fits(letter)).Distinct()), Gsm7.Length(plain), segments, segments * price.Kroner);
    }
}

/// <summary>The coordinator has the forum say an SMS in its own words. They hold for whatever leaves from then on; what was said before stays readable.</summary>
public sealed class ChangeSmsText(ReadSmsTexts texts, KeepSmsWords keep, ReadForum forums)
{
    /// <summary>Changes them; without words it is the program's again.</summary>
    /// <exception cref="Refused">NotFound: no such text. Invalid: it cannot be said so. ChangedMeanwhile.</exception>
    public async Task<OwnSmsWords> Run(Actor actor, SmsTextRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var (template, danish, english) = texts.Checked(await forums.ById(actor.ForumId, cancellation), request);
        return await keep.Run(actor, new(template.Key, danish, english, request.Version), key, cancellation);
    }
}
