using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OwnWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Advice",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AdviceEnglish",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Closing",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClosingEnglish",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Greeting",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "GreetingEnglish",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PrivacyWords",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PrivacyWordsEnglish",
                table: "Forums",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Advice",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "AdviceEnglish",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "Closing",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "ClosingEnglish",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "Greeting",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "GreetingEnglish",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "PrivacyWords",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "PrivacyWordsEnglish",
                table: "Forums");
        }
    }
}
