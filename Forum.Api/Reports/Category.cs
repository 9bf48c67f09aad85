using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a report is about.</summary>
public enum CategoryCode
{
    /// <summary>A message that nobody has read yet; staff give it its category.</summary>
    Unsorted,

    /// <summary>Used needles and other drug-use equipment left behind.</summary>
    NeedleWaste,

    /// <summary>A needle bin is full.</summary>
    BinFull,

    /// <summary>Drug use on the spot.</summary>
    DrugUse,

    /// <summary>Unrest, noise.</summary>
    Unrest,

    /// <summary>Threats, violence.</summary>
    Threat,

    /// <summary>Dealing.</summary>
    Dealing,

    /// <summary>Worry about a person.</summary>
    Concern,

    /// <summary>Other waste.</summary>
    OtherWaste,

    /// <summary>Praise, idea, question.</summary>
    Idea,
}

/// <summary>How much outsiders may see of a category's cases.</summary>
public enum PublicLevel
{
    /// <summary>Nothing.</summary>
    Never,

    /// <summary>The quarter, never the street.</summary>
    Quarter,

    /// <summary>The street, when it is outdoors.</summary>
    Street,
}

/// <summary>Which of a category's cases the police get.</summary>
public enum PoliceRule
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those at one of the forum's listed children's places.</summary>
    ChildrensPlaces,

    /// <summary>All, at once.</summary>
    Always,
}

/// <summary>What the reporter is told at once, beside the receipt.</summary>
public enum FixedAnswer
{
    /// <summary>Nothing more.</summary>
    None,

    /// <summary>Do not touch; what to do when pricked.</summary>
    Needles,

    /// <summary>112 now, 114 afterwards.</summary>
    Emergency,

    /// <summary>This belongs to the police: 114.</summary>
    Police,

    /// <summary>Help first: 112 for life, else the social emergency duty.</summary>
    HelpFirst,
}

/// <summary>One kind of report as this forum handles it.</summary>
public sealed class Category
{
    /// <summary>Key inside the installation.</summary>
    public int Id { get; init; }

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>What it is about.</summary>
    public CategoryCode Code { get; init; }

    /// <summary>Place in the list that a reporter chooses from; null: not offered.</summary>
    public int? Order { get; private set; }

    /// <summary>How much outsiders may see.</summary>
    public PublicLevel PublicLevel { get; private set; }

    /// <summary>Which cases the police get.</summary>
    public PoliceRule PoliceRule { get; private set; }

    /// <summary>Somebody has to fetch something.</summary>
    public bool NeedsPickup { get; private set; }

    /// <summary>What the reporter is told at once.</summary>
    public FixedAnswer FixedAnswer { get; private set; }

    /// <summary>Who receives it when no ground rule says otherwise.</summary>
    public Guid ReceivingTeamId { get; private set; }

    internal static Category Of(int forum, CategorySettings settings)
    {
        var category = new Category { ForumId = forum, Code = settings.Code };
        category.Set(settings);
        return category;
    }

    internal void Set(CategorySettings settings) => (Order, PublicLevel, PoliceRule, NeedsPickup, FixedAnswer, ReceivingTeamId) =
        (settings.Order, settings.PublicLevel, settings.PoliceRule, settings.NeedsPickup, settings.FixedAnswer, settings.ReceivingTeam);

    internal static void Map(EntityTypeBuilder<Category> category)
    {
        category.HasIndex(c => new { c.ForumId, c.Code }).IsUnique();
        category.HasOne<Forums.Forum>().WithMany().HasForeignKey(c => c.ForumId);
        category.Property(c => c.Code).HasConversion<string>().HasMaxLength(20);
        category.Property(c => c.PublicLevel).HasConversion<string>().HasMaxLength(20);
        category.Property(c => c.PoliceRule).HasConversion<string>().HasMaxLength(20);
        category.Property(c => c.FixedAnswer).HasConversion<string>().HasMaxLength(20);
    }
}

/// <summary>Who receives and who fetches on one kind of ground; who is asked next when nobody answers.</summary>
public sealed class GroundRule
{
    /// <summary>Key inside the installation.</summary>
    public int Id { get; init; }

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The category.</summary>
    public CategoryCode Category { get; init; }

    /// <summary>The kind of ground.</summary>
    public Ground Ground { get; init; }

    /// <summary>Gets "Ny sag".</summary>
    public Guid ReceivingTeamId { get; private set; }

    /// <summary>Gets "HENT" at once; null: somebody must order the pickup.</summary>
    public Guid? FetchingTeamId { get; private set; }

    /// <summary>Is asked when the first does not answer; null: straight to the coordinator.</summary>
    public Guid? NextTeamId { get; private set; }

    internal static GroundRule Of(int forum, CategoryCode category, Ground ground, Guid receives, Guid? fetches, Guid? next)
    {
        var rule = new GroundRule { ForumId = forum, Category = category, Ground = ground };
        rule.Set(receives, fetches, next);
        return rule;
    }

    internal void Set(Guid receives, Guid? fetches, Guid? next) => (ReceivingTeamId, FetchingTeamId, NextTeamId) = (receives, fetches, next);

    internal static void Map(EntityTypeBuilder<GroundRule> rule)
    {
        rule.HasIndex(r => new { r.ForumId, r.Category, r.Ground }).IsUnique();
        rule.HasOne<Forums.Forum>().WithMany().HasForeignKey(r => r.ForumId);
        rule.Property(r => r.Category).HasConversion<string>().HasMaxLength(20);
        rule.Property(r => r.Ground).HasConversion<string>().HasMaxLength(20);
    }
}
