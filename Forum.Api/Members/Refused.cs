namespace Tryghedsforum.Api.Members;

/// <summary>Why a use case says no. The words stand in <c>Text/RefusalText.resx</c>, one per code.</summary>
public enum RefusalCode
{
    /// <summary>Unknown, or not to be seen by this actor: the same answer (404).</summary>
    NotFound,

    /// <summary>Sign in first (401).</summary>
    SignIn,

    /// <summary>Signed in, but not newly enough for this: show again who you are (403).</summary>
    ProveAgain,

    /// <summary>Not for this role (403).</summary>
    Forbidden,

    /// <summary>A field is wrong (400).</summary>
    Invalid,

    /// <summary>Another crew has it; <see cref="Refused.Who"/> says which (409).</summary>
    TakenByOther,

    /// <summary>The case has moved on; what was asked does not apply any more (409).</summary>
    NotNow,

    /// <summary>It can no longer be undone (409).</summary>
    TooLate,

    /// <summary>Somebody else has saved the same in the meantime (409).</summary>
    ChangedMeanwhile,

    /// <summary>The forum's rules have changed since the reporter was shown who gets it; nothing was sent (409).</summary>
    AudienceChanged,

    /// <summary>The key was used for something else (422).</summary>
    KeyReused,

    /// <summary>Too many in a short time (429).</summary>
    TooMany,

    /// <summary>The disk is full: nothing was kept (503).</summary>
    NoRoom,
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">The field's JSON name.</param>
/// <param name="Code">Key of the words, e.g. "PlaceMissing".</param>
public sealed record FieldFault(string Field, string Code);

/// <summary>A use case says no, for a reason that a person can be told.</summary>
public sealed class Refused(RefusalCode code, params FieldFault[] faults) : Exception(code.ToString())
{
    /// <summary>Why.</summary>
    public RefusalCode Code { get; } = code;

    /// <summary>The fields that are wrong, with <see cref="RefusalCode.Invalid"/>.</summary>
    public IReadOnlyList<FieldFault> Faults { get; } = faults;

    /// <summary>The team that was first, with <see cref="RefusalCode.TakenByOther"/>.</summary>
    public string? Who { get; init; }

    /// <summary>When to try again, with <see cref="RefusalCode.TooMany"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
