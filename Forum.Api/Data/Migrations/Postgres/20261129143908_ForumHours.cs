using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForumHours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "ChildrenFrom",
                table: "Forums",
                type: "integer",
                nullable: false,
                defaultValue: 8);

            migrationBuilder.AddColumn<int>(
                name: "ChildrenHours",
                table: "Forums",
                type: "integer",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<int>(
                name: "ChildrenNextHour",
                table: "Forums",
                type: "integer",
                nullable: false,
                defaultValue: 10);

            migrationBuilder.AddColumn<int>(
                name: "ChildrenUntil",
                table: "Forums",
                type: "integer",
                nullable: false,
                defaultValue: 18);

            migrationBuilder.AddColumn<string>(
                name: "Controller",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ControllerContact",
                table: "Forums",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TargetHour",
                table: "Forums",
                type: "integer",
                nullable: false,
                defaultValue: 16);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ChildrenFrom",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "ChildrenHours",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "ChildrenNextHour",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "ChildrenUntil",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "Controller",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "ControllerContact",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "TargetHour",
                table: "Forums");
        }
    }
}
