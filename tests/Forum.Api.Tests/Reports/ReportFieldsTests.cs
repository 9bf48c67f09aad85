using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class ReportFieldsTests
{
    private static readonly SubmitReportRequest Right = Neighbourhood.Needles();

    public static TheoryData<string, SubmitReportRequest> Wrong => new()
    {
        { "ground:AnswerMissing", Right with { Ground = Ground.Unknown } },
        { "ground:ValueUnknown", Right with { Ground = (Ground)99 } },
        { "category:AnswerMissing", Right with { Category = CategoryCode.Unsorted } },
        { "category:ValueUnknown", Right with { Category = (CategoryCode)(-1) } },
        { "category:ValueUnknown", Right with { Category = CategoryCode.Idea } }, // the forum has no such category
        { "amount:ValueUnknown", Right with { Amount = (Amount)17 } },
        { "find:ValueUnknown", Right with { Find = (Find)17 } },
        { "children:ValueUnknown", Right with { Children = (YesNo)17 } },
        { "channel:ValueUnknown", Right with { Channel = (Channel)17 } },
        { "place.written:PlaceMissing", Right with { Place = null } },
        { "place.written:PlaceMissing", Right with { Place = new() { Written = " \u200B " } } },
        { "place.written:ForbiddenCharacters", Right with { Place = new() { Written = "Ørnevej\0 6" } } },
        { "place.written:TooLong", Right with { Place = new() { Written = new('a', 201) } } },
        { "place.detail:TooLong", Right with { Place = new() { Written = "Ørnevej", Detail = new('a', 201) } } },
        { "place.lat:PointInvalid", Right with { Place = new() { Lat = 91, Lon = 12 } } },
        { "place.lat:PointInvalid", Right with { Place = new() { Lat = 55.7 } } },
        { "place.lat:PointInvalid", Right with { Place = new() { Lat = 55.7, Lon = 12.5, Accuracy = -1 } } },
        { "words:TooLong", Right with { Words = new('a', 2001) } },
        { "words:ForbiddenCharacters", Right with { Words = "en \uD800 halv" } },
        { "words:ForbiddenCharacters", Right with { Words = "klokke \a" } },
        { "access:TooLong", Right with { Access = new('a', 201) } },
        { "phone:PhoneInvalid", Right with { Phone = "1234" } },
        { "phone:PhoneCountry", Right with { Phone = "+48 600 000 000" } },
        { "phone:PhoneCountry", Right with { Phone = "+1 900 555 0100" } },
        { "email:EmailInvalid", Right with { Email = "asta@" } },
        { "pictures:TooManyPictures", Right with { Pictures = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())] } },
        { "ground:AnswerMissing phone:PhoneInvalid place.written:PlaceMissing words:TooLong", Right with { Ground = Ground.Unknown, Phone = "x", Place = null, Words = new('a', 9000) } },
    };

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_is_wrong_is_named_with_its_field_and_everything_at_once(string faults, SubmitReportRequest request)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        Assert.Equal(faults, await Refusals.Faults(here.Report(request)));
        Assert.Equal(RefusalCode.Invalid, (await Refusals.Of(here.Report(request))).Code);
        Assert.Empty(await here.Events());
    }

    [Fact]
    public async Task Missing_pictures_are_no_pictures()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        Assert.NotNull(await here.Report(Right with { Pictures = null! }));
    }

    [Fact]
    public async Task Exactly_the_longest_text_is_taken_and_turned_letters_are_turned_back()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Right with { Words = "\u202E" + new string('ø', 2000), Place = new() { Written = "Ørnevej 6", Detail = "bag \u2067hækken\u2069" } });
        var view = await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, TestContext.Current.CancellationToken));
        Assert.Equal((new string('ø', 2000), "bag hækken", "Ørnevej 6"), (view.Words, view.Detail, view.Place));
    }

    [Fact]
    public async Task The_forum_may_allow_more_countries()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Sms:Countries"] = "+45, +48" });
        var sent = await here.Report(Right with { Phone = "+48 600 000 000" });
        Assert.NotNull((await here.Case(sent.Number)).PhoneHash);
        Assert.Equal("phone:PhoneCountry", await Refusals.Faults(here.Report(Right with { Phone = "+46 70 000 00 00" })));
    }
}
