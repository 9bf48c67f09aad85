using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Forums;

public sealed class WordSettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_forums_own_words_are_kept_cleaned_audited_and_taken_back_by_an_empty_field(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var before = await Read(here);
        Assert.All(new[] { before.Greeting, before.Advice, before.Closing, before.Privacy, before.GreetingEnglish, before.AdviceEnglish, before.ClosingEnglish, before.PrivacyEnglish }, Assert.Null);
        var saved = await Save(here, before with { Greeting = " Goddag!\r\nVi bor her. ", AdviceEnglish = "Call us.", Closing = "Tak \u202efra os alle", Privacy = new string('å', 600) });
        Assert.Equal(("Goddag!\nVi bor her.", "Call us.", "Tak fra os alle", 600), (saved.Greeting, saved.AdviceEnglish, saved.Closing, saved.Privacy!.Length));
        Assert.Equal(saved, await Read(here));
        Assert.Equal("""{"Part":"Words"}""", Assert.Single(await here.Events()).Text);
        var line = Assert.Single((await here.Do((BrowseAudit browse) => browse.Run(here.As(Coordinator), null, Cancel))).Lines);
        Assert.Equal((AuditKind.SettingsChanged, SettingsPart.Words), (line.Kind, line.Facts.Part!.Value));

        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, before with { Closing = "Hej" })));
        Assert.Null((await Save(here, saved with { Greeting = "  " })).Greeting);
    }

    [Theory, BothDatabases]
    public async Task What_is_too_long_or_cannot_be_shown_is_named(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var now = await Read(here);
        Assert.Equal("greeting:TextInvalid privacyEnglish:TextInvalid", await Refusals.Faults(Save(here, now with { Greeting = new string('x', 601), PrivacyEnglish = "a\0b", Advice = "godt" })));
        Assert.Empty(await here.Events());
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((ChangeWords change) => change.Run(here.As("Rune Askholt"), now, null, Cancel))));
    }

    private static async Task<WordSettings> Read(Neighbourhood here) => (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).Words;

    private static Task<WordSettings> Save(Neighbourhood here, WordSettings words) => here.Do((ChangeWords change) => change.Run(here.As(Coordinator), words, null, Cancel));
}
