using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Testing;

/// <summary>
/// What every <see cref="Neighbourhood"/> begins with: two forums of one installation, with invented people in every role.
/// The first has all tables filled; the second is small, and exists so that something can leak.
/// </summary>
internal static class Quarter
{
    public const string Slug = "nordvest", OtherSlug = "aeblehaven";
    public const string Shelter = "Herberget", Health = "Sundhedsteamet", Police = "Nærpolitiet", Caretakers = "Viceværterne";

    /// <summary>Name, role and team in the first forum.</summary>
    public static readonly IReadOnlyList<(string Name, Role Role, string? Team)> People =
    [
        ("Asta Lindvig", Role.Resident, null), ("Yusuf Karaman", Role.NeighbourRep, null), ("Rune Askholt", Role.Staff, Shelter), ("Tove Brink", Role.Crew, Shelter),
        ("Ida Falkentoft", Role.Staff, Health), ("Jens Molbæk", Role.Crew, Health), ("Lea Stougard", Role.Police, Police), ("Henning Krage", Role.Committee, null),
        ("Samira Haddad", Role.Municipality, null), ("Bodil Frost", Role.Partner, null), ("Maja Ellekilde", Role.Coordinator, null),
        ("Grethe Solvang", Role.Overseer, null),
    ];

    /// <summary>Name, role and team in the second forum; Bodil Frost is in both.</summary>
    public static readonly IReadOnlyList<(string Name, Role Role, string? Team)> Others = [("Marek Zielonka", Role.Staff, Caretakers), ("Bodil Frost", Role.Coordinator, null), ("Vibeke Juul", Role.Coordinator, null)];

    /// <summary>Founds both, in a database with a schema and nothing in it.</summary>
    public static async Task Found(ForumDb db, FieldCipher cipher)
    {
        var persons = People.Concat(Others).Select(one => one.Name).Distinct().Select((name, place) => Person(cipher, name, $"+45950000{place + 1:00}")).ToDictionary(person => person.Name);
        db.Users.AddRange(persons.Values);
        var first = new Forum
        {
            Slug = Slug, CasePrefix = "NV", SmsNumber = "+4595100001",
            South = 55.694, West = 12.515, North = 55.712, East = 12.546,
        };
        var second = new Forum { Slug = OtherSlug, CasePrefix = "ÆH", SmsNumber = "+4595100002" };
        first.Set(new ContactSettings { Name = "Nordvest", Quarter = "kvarteret", Telephone = "95 10 00 01", MedicalNumber = "1813", PoliceNumber = "114" });
        second.Set(new ContactSettings { Name = "Æblehaven", Quarter = "haven", Telephone = "95 10 00 02", MedicalNumber = "1813", PoliceNumber = "114" });
        db.Forums.AddRange(first, second);
        await db.SaveChangesAsync();
        Team Team(int forum, string name, bool receives = true, bool fetches = true) => Api.Members.Team.Of(forum, new() { Name = name, Receives = receives, Fetches = fetches });
        List<Team> teams = [Team(first.Id, Shelter), Team(first.Id, Health), Team(first.Id, Police, receives: false, fetches: false), Team(second.Id, Caretakers)];
        db.Teams.AddRange(teams);
        Guid Of(string name) => teams.Single(team => team.Name == name).Id;
        db.Members.AddRange(People.Select(one => Member.Of(first.Id, persons[one.Name].Id, one.Role, one.Team is null ? null : Of(one.Team))));
        db.Members.AddRange(Others.Select(one => Member.Of(second.Id, persons[one.Name].Id, one.Role, one.Team is null ? null : Of(one.Team))));
        db.Categories.AddRange(Categories(first.Id, Of(Shelter)));
        db.Categories.AddRange(Categories(second.Id, Of(Caretakers)).Where(category => category.Code is CategoryCode.Unsorted or CategoryCode.NeedleWaste));
        db.GroundRules.AddRange(Rules(first.Id, Of(Shelter), Of(Health)));
        db.GroundRules.Add(GroundRule.Of(second.Id, CategoryCode.NeedleWaste, Ground.Yard, Of(Caretakers), Of(Caretakers), null));
        db.Streets.AddRange(
            new() { ForumId = first.Id, Name = "Ørnevej", OtherSpellings = "Oernevej", Line = "55.6996,12.5285;55.7004,12.5305", Numbers = "6=55.7000,12.5295" },
            new Street { ForumId = first.Id, Name = "Mejsevænget", Line = "55.6974,12.5300;55.6980,12.5308", Numbers = "11=55.69768,12.53034" },
            new Street { ForumId = first.Id, Name = "Svanevej", Line = "55.7004,12.5318;55.7010,12.5332" },
            new Street { ForumId = second.Id, Name = "Æblevej", Line = "55.7200,12.4900;55.7210,12.4910" });
        db.Places.AddRange(
            Place.Of(first.Id, PlaceKind.Playground, "Legepladsen Mejsevænget", new(55.69768, 12.53034)),
            Place.Of(first.Id, PlaceKind.HandIn, "Herberget", new(55.7000, 12.5295)));
        await db.SaveChangesAsync();
    }

    private static Person Person(FieldCipher cipher, string name, string phone) =>
        Api.Members.Person.Make(name, cipher.Seal(phone, SubmitReport.PhonePurpose), cipher.Hash(phone, SubmitReport.PhonePurpose), demo: false);

    private static IEnumerable<Category> Categories(int forum, Guid receiver)
    {
        var order = 0;
        Category Kind(CategoryCode code, PublicLevel level, PoliceRule police = PoliceRule.Never, bool pickup = false, FixedAnswer answer = FixedAnswer.None) => Category.Of(forum, new()
        {
            Code = code, Order = code == CategoryCode.Unsorted ? null : ++order, PublicLevel = level, PoliceRule = police, NeedsPickup = pickup, FixedAnswer = answer, ReceivingTeam = receiver,
        });
        yield return Kind(CategoryCode.Unsorted, PublicLevel.Never);
        yield return Kind(CategoryCode.NeedleWaste, PublicLevel.Street, PoliceRule.ChildrensPlaces, pickup: true, FixedAnswer.Needles);
        yield return Kind(CategoryCode.BinFull, PublicLevel.Street, pickup: true);
        yield return Kind(CategoryCode.DrugUse, PublicLevel.Never, PoliceRule.ChildrensPlaces);
        yield return Kind(CategoryCode.Unrest, PublicLevel.Quarter);
        yield return Kind(CategoryCode.Threat, PublicLevel.Never, PoliceRule.Always, answer: FixedAnswer.Emergency);
        yield return Kind(CategoryCode.Dealing, PublicLevel.Never, PoliceRule.Always, answer: FixedAnswer.Police);
        yield return Kind(CategoryCode.Concern, PublicLevel.Never, answer: FixedAnswer.HelpFirst);
        yield return Kind(CategoryCode.OtherWaste, PublicLevel.Street);
    }

    private static IEnumerable<GroundRule> Rules(int forum, Guid shelter, Guid health)
    {
        GroundRule Rule(CategoryCode category, Ground ground, Guid receives, Guid? fetches, Guid? next) => GroundRule.Of(forum, category, ground, receives, fetches, next);
        yield return Rule(CategoryCode.NeedleWaste, Ground.Street, shelter, shelter, health);
        yield return Rule(CategoryCode.NeedleWaste, Ground.Yard, health, health, shelter);
        yield return Rule(CategoryCode.NeedleWaste, Ground.Indoors, health, null, null);
        yield return Rule(CategoryCode.NeedleWaste, Ground.Institution, health, shelter, null);
        yield return Rule(CategoryCode.BinFull, Ground.Street, shelter, shelter, shelter);
    }
}
