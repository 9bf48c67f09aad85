using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Api.Privacy;

/// <summary>How long a kind of personal data is kept. The figures stand in <see cref="RetentionTable"/>, once for the whole program.</summary>
public enum Retention
{
    /// <summary>A reporter's number or e-mail: days after the case has closed.</summary>
    Contact,

    /// <summary>What a reporter or a crew wrote, and the exact place: days after the report, then made anonymous.</summary>
    Text,

    /// <summary>How to get in (door codes): until the case is resolved, and no day longer.</summary>
    Access,

    /// <summary>Pictures: days after arrival.</summary>
    Picture,

    /// <summary>Bodies of messages, in and out: days after sending.</summary>
    MessageBody,

    /// <summary>Answers kept so that a doubled request gets the same one: days.</summary>
    Command,

    /// <summary>Sessions: days after their end.</summary>
    Session,

    /// <summary>A member's own details: as long as the membership lasts.</summary>
    Membership,

    /// <summary>Invitations and attempts to sign in: days after they were made, and at least as long as they hold.</summary>
    SignIn,

    /// <summary>Days on which somebody's duty differed from the weekly pattern: days after them.</summary>
    Roster,

    /// <summary>Words in the audit log, such as a reason: days after they were written. The log itself holds ids only, and stays.</summary>
    AuditWords,

    /// <summary>How far a member has read a case: days after the case has closed.</summary>
    CaseRead,
}

/// <summary>Says of a column with personal data what it is for and how long it is kept; a test fails for a sealed column without it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(string purpose, Retention keep) : Attribute
{
    /// <summary>Why the forum has it, in one sentence.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>Which row of the retention table applies.</summary>
    public Retention Keep { get; } = keep;
}

/// <summary>The one table of how many days each kind is kept; configuration section <c>Retention</c> changes it, and some a forum sets itself.</summary>
public sealed class RetentionTable(IConfiguration configuration)
{
    /// <summary>Days that this kind is kept in a forum.</summary>
    public int Days(Forums.Forum forum, Retention kind) => kind switch
    {
        Retention.Contact => forum.ContactDays,
        Retention.Text => forum.TextDays,
        Retention.Picture => forum.PictureDays,
        _ => null,
    } ?? Days(kind);

    /// <summary>Days that this kind is kept where the forum sets nothing else.</summary>
    public int Days(Retention kind) => configuration.GetValue($"Retention:{kind}", kind switch
    {
        Retention.Contact => 30,
        Retention.Text => 365,
        Retention.Access => 0,
        Retention.Picture => 90,
        Retention.MessageBody => 30,
        Retention.Command => 1,
        Retention.Session => 30,
        Retention.SignIn => 7,
        Retention.Roster => 90,
        Retention.AuditWords => 730,
        Retention.CaseRead => 30,
        Retention.Membership => int.MaxValue,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });
}
