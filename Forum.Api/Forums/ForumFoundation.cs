using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>All that a new forum needs; teams are referred to by name. Fields mean what they mean in <see cref="Forum"/>.</summary>
public sealed record ForumFoundation
{
    /// <summary>First segment of its addresses: small letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    /// <summary>What stands after "Tryghedsforum".</summary>
    public required string Name { get; init; }

    /// <summary>The quarter in running text.</summary>
    public required string Quarter { get; init; }

    /// <summary>Two or three capitals, A to Z.</summary>
    public required string CasePrefix { get; init; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Europe/Copenhagen";

    /// <summary>Shown when the page cannot help.</summary>
    public required string Telephone { get; init; }

    /// <summary>Sends and receives its SMS.</summary>
    public required string SmsNumber { get; init; }

    /// <summary>Acute medical advice.</summary>
    public string MedicalNumber { get; init; } = "1813";

    /// <summary>The police, not urgent.</summary>
    public string PoliceNumber { get; init; } = "114";

    /// <summary>Who answers for what is kept about people; may be named later.</summary>
    public string? Controller { get; init; }

    /// <summary>How the controller is reached.</summary>
    public string? ControllerContact { get; init; }

    /// <summary>South-western corner of the area, "lat,lon".</summary>
    public required string SouthWest { get; init; }

    /// <summary>North-eastern corner.</summary>
    public required string NorthEast { get; init; }

    /// <summary>Its street lines are a sketch.</summary>
    public bool SketchMap { get; init; }

    /// <summary>Map tiles, or null.</summary>
    public string? TileUrl { get; init; }

    /// <summary>Made for showing.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The teams.</summary>
    public IReadOnlyList<TeamFoundation> Teams { get; init; } = [];

    /// <summary>Every category once; one without <see cref="CategoryFoundation.Order"/> is not offered.</summary>
    public IReadOnlyList<CategoryFoundation> Categories { get; init; } = [];

    /// <summary>Who receives and fetches on which ground.</summary>
    public IReadOnlyList<GroundRuleFoundation> GroundRules { get; init; } = [];

    /// <summary>The streets.</summary>
    public IReadOnlyList<StreetFoundation> Streets { get; init; } = [];

    /// <summary>Listed places.</summary>
    public IReadOnlyList<PlaceFoundation> Places { get; init; } = [];
}

/// <summary>A team of a new forum, see <see cref="Team"/>.</summary>
/// <param name="Name">Its name, in the definite form; the other tables refer to it.</param>
/// <param name="Base">Where it is to be found.</param>
/// <param name="Hours">When it is open, in words.</param>
/// <param name="Telephone">Its number, for everybody.</param>
/// <param name="Receives">It may receive cases.</param>
/// <param name="Fetches">It may fetch.</param>
/// <param name="TakesDropOffs">Needle waste can be handed in there.</param>
public sealed record TeamFoundation(string Name, string? Base = null, string? Hours = null, string? Telephone = null, bool Receives = false, bool Fetches = false, bool TakesDropOffs = false);

/// <summary>A category of a new forum, see <see cref="Category"/>.</summary>
/// <param name="Code">Which one.</param>
/// <param name="Receives">Name of the team that receives it where no ground rule says otherwise.</param>
/// <param name="Order">Its place in the form; null: not offered.</param>
/// <param name="PublicLevel">How much outsiders may see of its cases.</param>
/// <param name="PoliceRule">When the police get part of a case.</param>
/// <param name="NeedsPickup">Somebody has to fetch something.</param>
/// <param name="FixedAnswer">What everybody who reports it is told at once.</param>
public sealed record CategoryFoundation(CategoryCode Code, string Receives, int? Order = null, PublicLevel PublicLevel = PublicLevel.Never, PoliceRule PoliceRule = PoliceRule.Never, bool NeedsPickup = false, FixedAnswer FixedAnswer = FixedAnswer.None);

/// <summary>A rule of a new forum for several categories and grounds at once, see <see cref="GroundRule"/>.</summary>
/// <param name="Categories">For these categories.</param>
/// <param name="Grounds">On these kinds of ground.</param>
/// <param name="Receives">Name of the team that receives.</param>
/// <param name="Fetches">Name of the team that is asked to fetch; null: nobody by itself.</param>
/// <param name="Next">Name of the team that is asked next; null: the coordinator.</param>
public sealed record GroundRuleFoundation(IReadOnlyList<CategoryCode> Categories, IReadOnlyList<Ground> Grounds, string Receives, string? Fetches = null, string? Next = null);

/// <summary>A street of a new forum, see <see cref="Street"/>.</summary>
/// <param name="Name">As the sign says.</param>
/// <param name="Line">Its course, "lat,lon;lat,lon".</param>
/// <param name="OtherSpellings">Other ways to write it, with ";" between.</param>
/// <param name="Numbers">Points of house numbers, "6=lat,lon" with ";" between.</param>
public sealed record StreetFoundation(string Name, string Line, string OtherSpellings = "", string Numbers = "");

/// <summary>A listed place of a new forum, see <see cref="Place"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Point">Where it is, "lat,lon".</param>
public sealed record PlaceFoundation(PlaceKind Kind, string Name, string Point);
