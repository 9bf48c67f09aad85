using System.Globalization;
using CsCheck;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

/// <summary>What neighbours' own words are read as. The forty messages of the field are in <see cref="NeighbourMessages"/>, more in <c>readings.txt</c>.</summary>
public sealed class MessageReadingTests
{
    private static readonly IReadOnlyList<StreetName> Streets = [.. "Borups Allé;Degnestavnen;Dortheavej;Frederikssundsvej;Glentevej;Hejrevej;Hillerødgade;Hulgårds Plads;Hulgårdsvej;Lygten;Lærkevej;Mejsevænget;Mågevej;Møntmestervej;Nattergalevej;Rentemestervej;Rørsangervej;Stærevej;Svanevej;Tagensvej;Vibevej;Ørnevej"
        .Split(';').Select((name, at) => new StreetName(at + 1, name, []))];

    private static readonly IReadOnlyList<string> Names = ["Herberget", "Sundhedsteamet", "Lersøparken"];

    public static TheoryData<string, string> Expected => [.. Lines().Select(line => new TheoryDataRow<string, string>(line.Text, line.Reading))];

    [Theory, MemberData(nameof(Expected))]
    public void A_message_is_read(string text, string reading) => Assert.Equal(reading, Told(MessageReading.Of(text, Streets, Names)));

    [Fact]
    public void The_forty_messages_are_all_among_them() =>
        // Three are commands, and never come here.
        Assert.Equal(NeighbourMessages.All.Where(one => one.Key is not (9 or 10 or 27)).Select(one => one.Value), NeighbourMessages.All.Values.Intersect(Lines().Select(line => line.Text)));

    [Fact]
    public void A_second_street_is_seen_and_a_corner_is_one_place()
    {
        Assert.True(MessageReading.Of(NeighbourMessages.All[39], Streets, Names).NamesSecondPlace);
        Assert.False(MessageReading.Of(NeighbourMessages.All[20], Streets, Names).NamesSecondPlace);
        Assert.False(MessageReading.Of("hjørnet af stærevej og ørnevej, 2 nåle", Streets, Names).NamesSecondPlace);
    }

    [Fact]
    public void A_house_number_is_never_a_count() =>
        (from street in Gen.OneOf(Streets.ToArray()) from number in Gen.Int[1, 199] from letter in Gen.OneOf("", "B", " B") from words in Gen.OneOf("der ligger nåle ved {0}", "{0}: kanyler i gården", "kanyler, {0}")
         select string.Format(CultureInfo.InvariantCulture, words, $"{street.Name} {number}{letter}"))
        .Sample(text => Assert.Null(MessageReading.Of(text, Streets, Names).Count), iter: 5_000);

    [Fact]
    public void Whatever_comes_is_read_or_not_and_never_thrown_at()
    {
        var pieces = Gen.OneOf<string>(Gen.OneOf(NeighbourMessages.All.Values.SelectMany(text => text.Split(' ')).Distinct().ToArray()), Gen.String[0, 12], Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)), Gen.OneOf("😱", "\ud83d", "\u202e", "\0", "إبر", "4-5", "-", "…", "NV-1"));
        pieces.Array[0, 14].Select(words => string.Join(' ', words)).Sample(
            text =>
            {
                var reading = MessageReading.Of(text, Streets, Names);
                Assert.InRange(reading.Count ?? 0, 0, 500);
                Assert.True(reading.Place is null || Names.Contains(reading.Place) || Streets.Any(street => reading.Place.StartsWith(street.Name, StringComparison.Ordinal)));
            },
            iter: 100_000);
    }

    private static string Told(MessageReading reading) => string.Join(" · ", new[]
    {
        reading.Purpose.ToString(), reading.Category.ToString(), reading.Ground == Ground.Unknown ? "-" : reading.Ground.ToString(), reading.Place ?? "-", reading.Count?.ToString(CultureInfo.InvariantCulture) ?? "-",
        reading.NearChildren ? "children" : "-", reading.Missing == MissingPart.None ? "complete" : reading.Missing.ToString(),
    });

    private static IEnumerable<(string Text, string Reading)> Lines() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Reports", "readings.txt"))
        .Select(line => line.Split(" => ")).Select(parts => (parts[0], parts[1]));
}
