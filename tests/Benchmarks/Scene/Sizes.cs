namespace Tryghedsforum.Benchmarks.Scene;

/// <summary>How much is measured.</summary>
internal sealed record Sizes
{
    /// <summary>The real sizes, on which the goals are set.</summary>
    public static Sizes Full { get; } = new();

    /// <summary>Small ones, to see in two minutes whether it all works. Their figures say nothing about the goals.</summary>
    public static Sizes Quick { get; } = new()
    {
        Forums = 20, Rounds = 1, Pages = [50, 20], ReportsATurn = 20, TurnSeconds = 1, WarmRequests = 50, SmsReports = 10, Queued = 200, Connections = 50, SettleSeconds = 2, HistoryYears = 1, SummaryForums = 50, Followers = 2000, OldMessages = 20_000,
    };

    /// <summary>Forums of the installation.</summary>
    public int Forums { get; init; } = 100;

    /// <summary>Events of the case whose page is measured.</summary>
    public int CaseEvents { get; init; } = 20;

    /// <summary>Rounds, of whose figures the median counts.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Open pages of one role group.</summary>
    public IReadOnlyList<int> Pages { get; init; } = [1000, 200];

    /// <summary>Reports that are sent to open pages in a turn.</summary>
    public int ReportsATurn { get; init; } = 100;

    /// <summary>How long a turn of requests lasts.</summary>
    public int TurnSeconds { get; init; } = 4;

    /// <summary>Requests by which a server is warmed up; the runtime compiles anew what was called often.</summary>
    public int WarmRequests { get; init; } = 500;

    /// <summary>Reports whose SMS are followed.</summary>
    public int SmsReports { get; init; } = 60;

    /// <summary>Messages that wait in the queue when sending is measured.</summary>
    public int Queued { get; init; } = 4000;

    /// <summary>Connections with which memory is measured.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Years that lie behind the forum whose month is counted.</summary>
    public int HistoryYears { get; init; } = 10;

    /// <summary>Forums of the municipality.</summary>
    public int SummaryForums { get; init; } = 1000;

    /// <summary>Residents who follow one street.</summary>
    public int Followers { get; init; } = 100_000;

    /// <summary>Messages that were sent long ago.</summary>
    public int OldMessages { get; init; } = 1_000_000;

    /// <summary>How long a server is left alone before its memory is read.</summary>
    public int SettleSeconds { get; init; } = 5;
}
