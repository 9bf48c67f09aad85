namespace Tryghedsforum.Api.Members;

/// <summary>How long a session lasts.</summary>
/// <param name="Idle">Ends when nothing was asked for this long.</param>
/// <param name="Longest">Ends then in any case.</param>
internal sealed record SessionLimit(TimeSpan Idle, TimeSpan Longest)
{
    /// <summary>On a computer that several people use: half an hour's pause, and no longer than a shift.</summary>
    private static readonly SessionLimit Shared = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(8));

    /// <summary>Those who need two steps see the most: a working day.</summary>
    private static readonly SessionLimit Day = new(TimeSpan.FromHours(4), TimeSpan.FromHours(12));

    /// <summary>Everybody else, on a device of their own: a crew must not look for a code when it is called.</summary>
    private static readonly SessionLimit Own = new(TimeSpan.FromDays(14), TimeSpan.FromDays(90));

    /// <summary>Short enough for a role that needs two steps: a session of weeks carries none, however it was begun.</summary>
    public bool CarriesTwo => Longest <= Day.Longest;

    /// <summary>The table: by the strictest role that the person has anywhere.</summary>
    public static SessionLimit For(bool needsTwo, bool isShared) => isShared ? Shared : needsTwo ? Day : Own;
}
