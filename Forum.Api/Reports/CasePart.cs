namespace Tryghedsforum.Api.Reports;

/// <summary>What another neighbour told of the same.</summary>
/// <param name="Number">Its case number.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Channel">How it came in.</param>
/// <param name="Amount">How many, as answered.</param>
/// <param name="Place">Street and number in one line.</param>
/// <param name="Detail">"Hvor præcist?"; to partners.</param>
/// <param name="Words">The reporter's words; to partners.</param>
/// <param name="HasContact">The reporter left a number or an address that this reader may open, for a reason.</param>
public sealed record CasePart(string Number, DateTimeOffset ReceivedAt, Channel Channel, Amount Amount, string Place, string? Detail, string? Words, bool HasContact);

/// <summary>An open case that may be the same as another: same category, same street, within two days.</summary>
/// <param name="Number">Its case number.</param>
/// <param name="Place">Street and number in one line.</param>
/// <param name="Detail">"Hvor præcist?"</param>
/// <param name="Amount">How many, as answered.</param>
/// <param name="Find">What lies there.</param>
/// <param name="ReceivedAt">When it came in.</param>
public sealed record SameCase(string Number, string Place, string? Detail, Amount Amount, Find Find, DateTimeOffset ReceivedAt);
