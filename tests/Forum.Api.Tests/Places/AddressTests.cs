using CsCheck;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Places;

public sealed class AddressTests
{
    private static readonly StreetName[] Streets =
    [
        .. new[]
        {
            "Hillerødgade", "Ørnevej", "Svanevej", "Glentevej", "Hejrevej", "Stærevej", "Nattergalevej", "Rentemestervej", "Frederikssundsvej",
            "Vibevej", "Lærkevej", "Mejsevænget", "Rørsangervej", "Mågevej", "Hulgårdsvej", "Hulgårds Plads", "Møntmestervej", "Borups Allé", "Lygten", "Dortheavej", "Lersøparken",
        }.Select((name, index) => new StreetName(index + 1, name, name == "Frederikssundsvej" ? ["Fr.sundsvej"] : [])),
    ];

    [Theory]
    [InlineData("Hillerødgade 45", "Hillerødgade", "45", "")]
    [InlineData("hillerødgd 45", "Hillerødgade", "45", "")]
    [InlineData("hillerødgd. 45", "Hillerødgade", "45", "")]
    [InlineData("Hillerødg. 45", "Hillerødgade", "45", "")]
    [InlineData("hilerødgade 30", "Hillerødgade", "30", "")]
    [InlineData("hillerodgade 30", "Hillerødgade", "30", "")]
    [InlineData("hillerø dgade 30", "Hillerødgade", "30", "")]
    [InlineData("hilrødgad 4", "Hillerødgade", "4", "")]
    [InlineData("hillrødgade 30", "Hillerødgade", "30", "")]
    [InlineData("Ornevej 14", "Ørnevej", "14", "")]
    [InlineData("oernevej 6", "Ørnevej", "6", "")]
    [InlineData("ØRNEV. 6", "Ørnevej", "6", "")]
    [InlineData("ørnevejen", "Ørnevej", null, "")]
    [InlineData("Ørnevej nr 45 b", "Ørnevej", "45B", "")]
    [InlineData("Ørnevej nr. 45b", "Ørnevej", "45B", "")]
    [InlineData("Ørnevej, nummer 45 B, bag skuret", "Ørnevej", "45B", "bag skuret")]
    [InlineData("Ørnevej 45 a", "Ørnevej", "45A", "")]
    [InlineData("Ørnevej 45 a ved skuret", "Ørnevej", "45A", "ved skuret")]
    [InlineData("Ørnevej 45 i gården", "Ørnevej", "45", "i gården")]
    [InlineData("Ørnevej 45i gården", "Ørnevej", "45", "i gården")]
    [InlineData("Svanevej 9 w klatce", "Svanevej", "9", "w klatce")]
    [InlineData("Glentevej 45 a syringe", "Glentevej", "45", "a syringe")]
    [InlineData("Hillerødgade 45, 2. tv., 2400 København NV", "Hillerødgade", "45", "2. tv.")]
    [InlineData("Hillerødgade 23 B, 2200 København N", "Hillerødgade", "23B", "")]
    [InlineData("Hillerødgade, 2400", "Hillerødgade", null, "")]
    [InlineData("Hillerødgade 2400 Kbh. NV", "Hillerødgade", null, "")]
    [InlineData("Hillerødgade 45 københavn nv", "Hillerødgade", "45", "")]
    [InlineData("borups alle 12", "Borups Allé", "12", "")]
    [InlineData("Hulgaards pl. 6", "Hulgårds Plads", "6", "")]
    [InlineData("hulgårdsvej 86", "Hulgårdsvej", "86", "")]
    [InlineData("fr.sundsvej 3", "Frederikssundsvej", "3", "")]
    [InlineData("ved lygten for 10 min siden", "Lygten", null, "ved for 10 min siden")]
    public void An_address_is_read_as_people_write_it(string text, string street, string? number, string rest)
    {
        var address = Address.Read(text, Streets);
        Assert.Equal(street, Name(address));
        Assert.Equal(number, address.HouseNumber);
        Assert.Equal(rest, address.Rest);
    }

    [Theory]
    [InlineData("hjørnet af Svanevej og Ørnevej", "Svanevej")]
    [InlineData("på hjoernet af borups alle / hillerødgade", "Borups Allé")]
    [InlineData("mellem Vibevej og Lærkevej", "Vibevej")]
    [InlineData("Glentevej/Hejrevej", "Glentevej")]
    [InlineData("the corner of Ornevej and Hejrevej", "Ørnevej")]
    public void Of_a_corner_the_first_street_counts_and_all_words_stay(string text, string street)
    {
        var address = Address.Read(text, Streets);
        Assert.Equal(street, Name(address));
        Assert.Equal(text, address.Rest);
    }

    [Theory]
    [InlineData("kanyler")]
    [InlineData("Istedgade 4, 1650 København V")]
    [InlineData("lygterne er gået ud")]
    [InlineData("Ribevej 4")]
    [InlineData("på vejen ved gaden")]
    [InlineData("legepladsen")]
    [InlineData("")]
    public void An_unknown_street_leaves_the_text_alone(string text)
    {
        var address = Address.Read(text, Streets);
        Assert.Null(address.StreetId);
        Assert.Null(address.HouseNumber);
        Assert.Equal(text, address.Rest);
    }

    [Fact]
    public void A_guess_is_told_from_a_reading()
    {
        Assert.True(Address.Read("oernevej 6", Streets).Exact);
        Assert.False(Address.Read("ørnwvej 6", Streets).Exact);
        Assert.Equal("Svanevej", Name(Address.Read("savnevej", Streets)));
    }

    [Fact]
    public void A_slip_that_fits_two_streets_is_nobodys()
    {
        StreetName[] twins = [new(1, "Svanevej", []), new(2, "Svalevej", [])];
        Assert.Null(Address.Read("Svadevej 4", twins).StreetId);
        Assert.Equal(2, Address.Read("svalevej 4", twins).StreetId);
        Assert.Null(Address.Read("Svanevej", []).StreetId);
    }

    [Fact]
    public void In_the_forty_messages_the_streets_are_found()
    {
        var expected = new Dictionary<int, (string Street, string? Number)>
        {
            [1] = ("Hillerødgade", "45"), [2] = ("Ørnevej", null), [3] = ("Rørsangervej", null), [5] = ("Stærevej", "12"), [7] = ("Svanevej", "22"), [11] = ("Glentevej", "14"),
            [12] = ("Nattergalevej", null), [13] = ("Hejrevej", "10"), [14] = ("Mejsevænget", "11"), [16] = ("Lygten", null), [18] = ("Mågevej", null), [19] = ("Frederikssundsvej", null),
            [20] = ("Borups Allé", null), [21] = ("Hillerødgade", "30"), [22] = ("Mejsevænget", null), [23] = ("Vibevej", "3"), [30] = ("Hulgårds Plads", null), [31] = ("Ørnevej", "14"),
            [32] = ("Rentemestervej", null), [33] = ("Glentevej", "20"), [34] = ("Lærkevej", "7"), [35] = ("Ørnevej", null), [36] = ("Svanevej", "9"), [37] = ("Hejrevej", null),
            [38] = ("Ørnevej", "6"), [39] = ("Vibevej", "5"),
        };
        foreach (var (message, text) in NeighbourMessages.All)
        {
            var address = Address.Read(text, Streets);
            Assert.True((expected.TryGetValue(message, out var place) ? place : (null, null)) == (Name(address), address.HouseNumber), $"{message}: {text} → {address}");
        }
    }

    [Fact]
    public void No_word_is_lost_but_street_number_and_town()
    {
        Assert.Equal("Hej der ligger 3 kanyler i gården ved cykelskuret", Address.Read(NeighbourMessages.All[1], Streets).Rest);
        Assert.Equal("fandt 1 kanyle i trappeopgangen 2.tv", Address.Read(NeighbourMessages.All[5], Streets).Rest);
    }

    [Fact]
    public void Reading_never_throws() => Gen.OneOf<string>(Gen.String[Gen.Char, 0, 40], Gen.Char["ørnevj 12ab,.2400/og"].Array[0, 30].Select(letters => new string(letters)))
        .Sample(text => Address.Read(text, Streets).Rest is not null, iter: 3_000);

    private static string? Name(Address address) => Streets.SingleOrDefault(street => street.Id == address.StreetId)?.Name;
}
