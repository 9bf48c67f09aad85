namespace Tryghedsforum.Api.Reports;

/// <summary>What in somebody's words must be answered at once.</summary>
public static class ReadDanger
{
    /// <summary>Danger to life, a needlestick, both or nothing.</summary>
    public static Danger In(string text) => DangerWords.Read(text);
}
